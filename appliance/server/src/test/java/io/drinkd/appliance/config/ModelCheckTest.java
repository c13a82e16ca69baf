package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.GivenTimes;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.Link;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A machine's file against what its driver declares. */
class ModelCheckTest {

  private static final Liveness IDLE = new Liveness(Duration.ofMinutes(1), Duration.ofMinutes(2));

  private static final Link DIALLED = new HostAndPort("board.example.net", 80);

  /** A board that is dialled, has no password, and wants to know its unit. */
  private static final class Plc implements MachineDriver {
    @Override
    public String model() {
      return "plc";
    }

    @Override
    public BoardTraits traits() {
      return BoardTraits.visited(Duration.ofSeconds(10))
          .suggesting(BoardTimes.USUAL.withPause(Duration.ofSeconds(5)));
    }

    @Override
    public List<DriverSetting> settings() {
      return List.of(DriverSetting.number("unit", 0, 255, "the unit"));
    }

    @Override
    public Board open(BoardContext context) {
      throw new UnsupportedOperationException("not opened here");
    }
  }

  private static MachineSettings machine(
      Link link, Optional<SecretText> password, Map<String, String> settings) {
    var times =
        new GivenTimes(Optional.of(Duration.ofSeconds(4)), Optional.empty(), Optional.empty());
    return new MachineSettings(
        "d",
        "Big Drink",
        List.of(),
        "North stairwell",
        Optional.empty(),
        new BoardAccess("plc", link, Optional.empty(), password, times, settings),
        List.of(new SlotSettings(0, "Coke", 50, 5)));
  }

  /** A board that may dial in, and logs in or does not. */
  private static final class Carousel extends BoardDriver {

    Carousel(boolean login) {
      super(
          "carousel", login ? BoardTraits.loggingIn(IDLE) : BoardTraits.dialled(IDLE).mayDialIn());
    }

    @Override
    public Board open(BoardContext context) {
      throw new UnsupportedOperationException("not opened here");
    }
  }

  @Test
  void aBoardThatDialsInIsKnownByItsLoginOrByItsPlace() {
    Link anywhere = new DialIn(Optional.empty(), OptionalInt.empty());
    var none = Optional.<SecretText>empty();
    assertThat(mistakes(machine(anywhere, none, Map.of()), new Carousel(false)))
        .containsExactly(
            "accept: found true alone, expected address: or port: beside it, by which the board is"
                + " known: plc boards do not log in");
    Link port = new DialIn(Optional.empty(), OptionalInt.of(4344));
    assertThat(mistakes(machine(port, none, Map.of()), new Carousel(false))).isEmpty();
    assertThat(mistakes(machine(anywhere, none, Map.of()), new Carousel(true)))
        .containsExactly(
            "password: found nothing, expected where the board's password is kept: { file:"
                + " secrets/NAME }");
    assertThat(mistakes(machine(anywhere, none, Map.of("unit", "1")), new Plc()))
        .containsExactly("accept: found true, expected connect: host:port, plc is dialled");
  }

  private static List<String> mistakes(MachineSettings machine) {
    return mistakes(machine, new Plc());
  }

  private static List<String> mistakes(MachineSettings machine, MachineDriver driver) {
    return ModelCheck.mistakes(machine, driver).stream()
        .map(one -> one.name() + ": found " + one.found() + ", expected " + one.expected())
        .toList();
  }

  @Test
  void findsAllThatDoesNotSuitTheModel() {
    var machine =
        machine(
            new DialIn(Optional.empty(), OptionalInt.empty()),
            Optional.of(new SecretText("secret")),
            Map.of("unit", "300", "speed", "1"));

    assertThat(mistakes(machine))
        .containsExactly(
            "accept: found true, expected connect: host:port, plc is dialled",
            "password: found one, expected none, plc boards have none",
            "settings.unit: found 300, expected a whole number from 0 to 255",
            "settings.speed: found a setting that the driver lacks, expected one of unit");
  }

  @Test
  void aDriverGetsTheAddressAsWrittenAndItsOwnTimesWhereTheFileHasNone() {
    var machine = machine(DIALLED, Optional.empty(), Map.of("unit", "9"));

    assertThat(mistakes(machine)).isEmpty();
    BoardSettings settings = ModelCheck.settings(machine, new Plc(), Optional.empty());
    assertThat(settings.address()).contains("board.example.net:80");
    assertThat(settings.times())
        .isEqualTo(
            new BoardTimes(Duration.ofSeconds(4), Duration.ofSeconds(30), Duration.ofSeconds(5)));
    assertThat(settings.slots()).containsExactly(0);
    assertThat(settings.values().number("unit")).isEqualTo(9);
  }
}
