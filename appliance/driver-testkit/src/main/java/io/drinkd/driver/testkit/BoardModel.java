package io.drinkd.driver.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The models that a simulated board can be, each named as its driver names it. */
public enum BoardModel {
  /** A TINI board that spells {@code 0pass}, {@code 71 1`2 0}, {@code 872.5}. */
  TINI390,
  /** A TINI board that spells {@code 0 pass}, and keeps its link alive. */
  TINI400,
  /** A PLC with Modbus/TCP; it is dialled. */
  UCCPLC,
  /** A board with HTTP/1.1; it is dialled. */
  BUBBLER,
  /** A board behind an MQTT broker, which it dials. */
  MQTT;

  /**
   * The model of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static BoardModel named(String name) {
    return Arrays.stream(values())
        .filter(model -> model.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found "
                        + name
                        + ", expected one of "
                        + Arrays.stream(values())
                            .map(BoardModel::toString)
                            .collect(Collectors.joining(", "))));
  }

  /** What {@code driver:} of a machine's file says. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether boards of the model have a password or token. */
  boolean hasPassword() {
    return this != UCCPLC;
  }

  /** Whether the answer to an order says which one it answers. */
  boolean numbersAnswers() {
    return this == UCCPLC || this == MQTT;
  }

  /** Whether such a board has an answer that does not say whether a can fell. */
  boolean reportsFailures() {
    return this == UCCPLC || this == BUBBLER;
  }

  /** Whether such a board may listen; the others dial. */
  boolean listens() {
    return this != MQTT;
  }

  /** Whether such a board may dial. */
  boolean dials() {
    return this != UCCPLC && this != BUBBLER;
  }

  Firmware firmware(
      SimulatedBoardOptions options,
      SimulatedMachine machine,
      FaultQueue faults,
      CountDownLatch stopped) {
    var orders = new OrderRun(options, machine, faults, stopped);
    return switch (this) {
      case TINI390 -> new TiniFirmware(Spelling.TINI_390, options, machine, orders);
      case TINI400 -> new TiniFirmware(Spelling.TINI_400, options, machine, orders);
      case UCCPLC -> new PlcFirmware(options, machine, orders);
      case BUBBLER -> new BubblerFirmware(options, machine, orders);
      case MQTT -> new MqttFirmware(options, machine, orders);
    };
  }
}
