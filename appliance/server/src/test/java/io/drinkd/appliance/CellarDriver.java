package io.drinkd.appliance;

import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The driver of a board with everything that can be measured: {@code HELLO password}, {@code TEMP
 * degrees}, {@code TEMP thermometer degrees}, {@code DOOR open}, {@code POWER battery-low}, {@code
 * COUNT number} of what is in slot 1, and {@code DONE} for {@code DROP 1}.
 */
public final class CellarDriver extends LinesDriver {

  private static final BoardTraits TRAITS =
      BoardTraits.loggingIn(new Liveness(Duration.ofMinutes(5), Duration.ofMinutes(5)));

  public CellarDriver() {
    super("coffee", TRAITS);
  }

  @Override
  BoardLineCodec codec() {
    return new Lines();
  }

  /** Its lines. */
  static final class Lines extends BoardLineCodec {

    @Override
    protected BoardMessage read(String line) {
      if (line.equals("DONE")) {
        return new BoardMessage.DropMade();
      }
      int blank = line.indexOf(' ');
      String what = line.substring(blank + 1);
      return switch (blank < 0 ? "" : line.substring(0, blank)) {
        case "HELLO" -> new BoardMessage.Login(what);
        case "TEMP" -> temperature(what);
        case "DOOR" -> new BoardMessage.Door(what.equals("open"));
        case "POWER" -> power(what);
        case "COUNT" -> {
          SlotReading counted = SlotReading.counted(Integer.parseInt(what));
          yield new BoardMessage.SlotStates(new TreeMap<>(Map.of(1, counted)));
        }
        default -> garbage(line);
      };
    }

    private static BoardMessage power(String what) {
      Optional<PowerState> state = PowerState.named(what);
      return state.isPresent() ? new BoardMessage.Power(state.get()) : garbage(what);
    }

    private static BoardMessage temperature(String what) {
      int blank = what.indexOf(' ');
      return new BoardMessage.Temperature(
          what.substring(0, Math.max(0, blank)),
          OptionalDouble.of(Double.parseDouble(what.substring(blank + 1))));
    }

    @Override
    protected String write(BoardRequest request) {
      if (request instanceof BoardRequest.Drop drop) {
        return "DROP " + drop.slot();
      }
      return request instanceof BoardRequest.AcceptLogin ? "WELCOME" : "GO AWAY";
    }
  }
}
