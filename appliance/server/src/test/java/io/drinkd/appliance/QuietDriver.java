package io.drinkd.appliance;

import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import java.time.Duration;
import java.util.Map;

/**
 * The driver of a board that dials in and does not log in: {@code HERE}, {@code LOADED}, and {@code
 * DONE} or {@code STUCK} for {@code TAKE 1}.
 */
public final class QuietDriver extends LinesDriver {

  private static final BoardTraits TRAITS =
      BoardTraits.dialled(new Liveness(Duration.ofMinutes(4), Duration.ofMinutes(5))).mayDialIn();

  public QuietDriver() {
    super("quiet", TRAITS);
  }

  @Override
  BoardLineCodec codec() {
    return new Lines();
  }

  /** Its lines. */
  static final class Lines extends BoardLineCodec {

    @Override
    protected BoardMessage read(String line) {
      return switch (line) {
        case "HERE" -> new BoardMessage.KeepAlive();
        case "LOADED" -> BoardMessage.SlotStates.loaded(Map.of(1, true));
        case "DONE" -> new BoardMessage.DropMade();
        case "STUCK" -> new BoardMessage.DropNotMade(Refusal.JAMMED);
        default -> garbage(line);
      };
    }

    @Override
    protected String write(BoardRequest request) {
      return request instanceof BoardRequest.Drop drop ? "TAKE " + drop.slot() : "LOADED?";
    }
  }
}
