package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.GivenTimes;
import io.drinkd.appliance.config.MachineSettings.Link;
import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines that would dial one board. */
class SameBoardTest {

  private static final String BROKER = "broker.house:1883";

  private static final Liveness LIVENESS =
      new Liveness(Duration.ofMinutes(1), Duration.ofMinutes(2));

  private static final Map<String, MachineDriver> DRIVERS =
      Stream.of(
              new Driver("lines", DriverSetting.number("speed", 1, 9, "a setting").orElse(1)),
              new Driver(
                  "broker",
                  DriverSetting.text("user", "the same for all").orElse("drinkd"),
                  DriverSetting.text("orders", "a topic")
                      .orElse("{machine}/order")
                      .tellingBoardsApart(),
                  DriverSetting.text("state", "another topic")
                      .orElse("{machine}/state")
                      .tellingBoardsApart()),
              new Driver(
                  "gateway",
                  DriverSetting.number("unit", 0, 255, "a unit").orElse(1).tellingBoardsApart()),
              new Driver("quiet", BoardTraits.dialled(LIVENESS).mayDialIn()),
              new Driver("named", BoardTraits.loggingIn(LIVENESS)))
          .collect(Collectors.toMap(MachineDriver::model, Function.identity()));

  private static final class Driver extends BoardDriver {

    Driver(String model, BoardTraits traits) {
      super(model, traits);
    }

    Driver(String model, DriverSetting... settings) {
      super(model, BoardTraits.visited(Duration.ofSeconds(10)), settings);
    }

    @Override
    public Board open(BoardContext context) {
      throw new UnsupportedOperationException("not opened here");
    }
  }

  private static MachineSettings machine(String id, String driver, String at, String... settings) {
    Map<String, String> values =
        IntStream.range(0, settings.length / 2)
            .boxed()
            .collect(Collectors.toMap(i -> settings[2 * i], i -> settings[2 * i + 1]));
    Link link =
        at.isEmpty()
            ? new DialIn(Optional.empty(), OptionalInt.empty())
            : Addresses.hostAndPort(at).orElseThrow();
    return machine(id, driver, link, values);
  }

  private static MachineSettings machine(
      String id, String driver, Link link, Map<String, String> values) {
    var times = new GivenTimes(Optional.empty(), Optional.empty(), Optional.empty());
    var board = new BoardAccess(driver, link, Optional.empty(), Optional.empty(), times, values);
    return new MachineSettings(id, id, List.of(), "", Optional.empty(), board, List.of());
  }

  private static List<String> errors(MachineSettings... machines) {
    return SameBoard.find(List.of(machines), model -> Optional.ofNullable(DRIVERS.get(model)))
        .stream()
        .map(one -> one.error(Path.of("")).toString())
        .toList();
  }

  @Test
  void anAddressIsOneBoardWhereNothingTellsBoardsApart() {
    assertThat(
            errors(
                machine("d", "lines", "192.0.2.5:4343", "speed", "1"),
                machine("ld", "lines", "192.0.2.5:4343", "speed", "2"),
                machine("other", "lines", "192.0.2.5:4344"),
                machine("in", "lines", ""),
                machine("in2", "lines", "")))
        .containsExactly(
            "machines/ld.yaml: connect: found 192.0.2.5:4343, which machines/d.yaml dials already,"
                + " expected an address that no other machine dials");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:4343, 127.0.0.1:4343",
    "LocalHost.:4343, localhost:4343",
    "d.localhost:4343, localhost.localdomain:4343",
    "ip6-loopback:4343, '[0:0::1]:4343'",
    "Board.House:4343, board.house:4343",
    "'[::ffff:192.0.2.5]:4343', 192.0.2.5:4343"
  })
  void anAddressMayHaveTwoNames(String one, String other) {
    assertThat(errors(machine("d", "lines", one), machine("ld", "lines", other)))
        .singleElement()
        .asString()
        .startsWith("machines/ld.yaml: connect: found ")
        .contains("which machines/d.yaml dials already");
  }

  @Test
  void defaultsThatNameTheMachineTellBoardsApart() {
    assertThat(errors(machine("d", "broker", BROKER), machine("ld", "broker", BROKER))).isEmpty();
  }

  @Test
  void eachSettingThatTellsBoardsApartHasToDiffer() {
    assertThat(
            errors(
                machine("d", "broker", BROKER),
                machine("ld", "broker", BROKER, "user", "ld", "state", "d/state"),
                machine("md", "broker", BROKER, "orders", "{machine}/order"),
                machine("nd", "broker", "broker2.house:1883", "state", "d/state")))
        .containsExactly(
            "machines/ld.yaml: settings.state: found \"d/state\", which machines/d.yaml has too at"
                + " broker.house:1883, expected another value, for it tells boards at one address"
                + " apart");
  }

  @Test
  void aDefaultIsTheSameAsItsValueWrittenOut() {
    assertThat(
            errors(
                machine("d", "gateway", "192.0.2.5:502"),
                machine("ld", "gateway", "192.0.2.5:502", "unit", "01"),
                machine("md", "gateway", "192.0.2.5:502", "unit", "2")))
        .singleElement()
        .asString()
        .startsWith("machines/ld.yaml: settings.unit: found \"1\", which machines/d.yaml has too");
  }

  @Test
  void machinesOfTwoModelsShareAnAddressOnlyIfBothTellTheirBoardsApart() {
    assertThat(
            errors(
                machine("d", "gateway", BROKER),
                machine("ld", "broker", BROKER),
                machine("md", "lines", BROKER)))
        .containsExactly(
            "machines/md.yaml: connect: found broker.house:1883, which machines/d.yaml dials"
                + " already, expected an address that no other machine dials");
    assertThat(errors(machine("d", "lines", BROKER), machine("ld", "broker", BROKER)))
        .singleElement()
        .asString()
        .startsWith("machines/ld.yaml: connect: found broker.house:1883, which machines/d.yaml");
  }

  /**
   * A machine whose board dials in.
   *
   * @param address empty for any
   * @param port 0 for that of all boards
   */
  private static MachineSettings in(String id, String driver, String address, int port) {
    var place =
        new DialIn(
            Optional.of(address).filter(one -> !one.isEmpty()).flatMap(Addresses::literal),
            port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
    return machine(id, driver, place, Map.of());
  }

  @Test
  void boardsThatDoNotLogInAreToldApartByTheirPlaces() {
    assertThat(
            errors(
                in("a", "quiet", "192.0.2.5", 0),
                in("b", "quiet", "192.0.2.6", 0),
                in("c", "quiet", "", 4344),
                in("d", "quiet", "192.0.2.5", 4345),
                in("e", "named", "", 0),
                in("f", "named", "", 0)))
        .isEmpty();
    assertThat(errors(in("a", "quiet", "192.0.2.5", 0), in("b", "quiet", "::ffff:192.0.2.5", 0)))
        .containsExactly(
            "machines/b.yaml: accept: found a board that dials in from 192.0.2.5, as that of"
                + " machines/a.yaml may, expected an address: or a port: of its own, for it cannot"
                + " be known by a login");
    assertThat(errors(in("a", "quiet", "", 4344), in("b", "quiet", "192.0.2.5", 4344)))
        .singleElement()
        .asString()
        .startsWith("machines/b.yaml: accept: found a board that dials in from 192.0.2.5 at port");
    assertThat(errors(in("a", "named", "", 4344), in("b", "quiet", "", 4344))).hasSize(1);
    assertThat(errors(in("a", "named", "192.0.2.5", 0), in("b", "quiet", "192.0.2.5", 0)))
        .hasSize(1);
    // By its driver it cannot be a board that dials in, which is said of its file already.
    assertThat(errors(in("a", "lines", "192.0.2.5", 0), in("b", "quiet", "192.0.2.5", 0)))
        .isEmpty();
  }

  @Test
  void aModelWithoutADriverAndSettingsThatHaveMistakesAreLeftToOtherChecks() {
    assertThat(
            errors(
                machine("d", "none", BROKER),
                machine("ld", "none", BROKER),
                machine("md", "gateway", BROKER, "unit", "300"),
                machine("nd", "lines", BROKER)))
        .isEmpty();
  }
}
