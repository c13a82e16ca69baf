package io.drinkd.driver.testkit;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The options of a simulated board. The defaults: a TINI 390 with 7 slots of 5 cans each, a fast
 * motor and a thermometer, with complaints on standard error. Each method changes one option and
 * returns this object, which must not be changed any more once a board has been created with it.
 */
public final class SimulatedBoardOptions {

  private final String password;
  private BoardModel model = BoardModel.TINI390;
  private String machine = "d";
  private String user = "board";
  private List<Integer> stock = Collections.nCopies(7, 5);
  private Duration motorTime = Duration.ofMillis(20);
  private OptionalDouble fahrenheit = OptionalDouble.of(72.5);
  private Duration temperatureEvery = Duration.ofSeconds(60);
  private Duration keepAliveEvery = Duration.ofSeconds(40);
  private Optional<Path> canLog = Optional.empty();
  private Consumer<String> events = event -> {};
  private Consumer<InetSocketAddress> links = from -> {};
  private Consumer<String> complaints = System.err::println;

  /**
   * @param password the password with which the board logs in, or the token that it wants
   */
  public SimulatedBoardOptions(String password) {
    this.password = password;
  }

  public SimulatedBoardOptions model(BoardModel value) {
    model = value;
    return this;
  }

  /** The machine's id and the board's name at the broker, for a board behind one. */
  public SimulatedBoardOptions atBroker(String machineId, String userName) {
    machine = machineId;
    user = userName;
    return this;
  }

  /** For each slot, from slot 1 on, how many cans it holds. */
  public SimulatedBoardOptions stock(Integer... value) {
    return stock(List.of(value));
  }

  /** For each slot, from slot 1 on, how many cans it holds. */
  public SimulatedBoardOptions stock(List<Integer> value) {
    if (value.isEmpty() || Collections.min(value) < 0) {
      throw new IllegalArgumentException("A board has slots, each with 0 or more cans: " + value);
    }
    stock = List.copyOf(value);
    return this;
  }

  /** How long a drop takes; real boards take 3.5 s. */
  public SimulatedBoardOptions motorTime(Duration value) {
    motorTime = value;
    return this;
  }

  /** The temperature; empty for a board without a thermometer. */
  public SimulatedBoardOptions fahrenheit(OptionalDouble value) {
    fahrenheit = value;
    return this;
  }

  /** How often the temperature is reported. */
  public SimulatedBoardOptions temperatureEvery(Duration value) {
    temperatureEvery = value;
    return this;
  }

  /** How often a board that sends keep-alives does so. */
  public SimulatedBoardOptions keepAliveEvery(Duration value) {
    keepAliveEvery = value;
    return this;
  }

  /** The file that gets a line, on disk before the board answers, for each can that falls. */
  public SimulatedBoardOptions canLog(Path value) {
    canLog = Optional.of(value);
    return this;
  }

  /** Receives a line for each event, on any thread. */
  public SimulatedBoardOptions events(Consumer<String> value) {
    events = value;
    return this;
  }

  /** Receives the other end of each link, before anything is read there; on the board's thread. */
  public SimulatedBoardOptions links(Consumer<InetSocketAddress> value) {
    links = value;
    return this;
  }

  /** Receives a line for each input that a board must never be sent, on any thread. */
  public SimulatedBoardOptions complaints(Consumer<String> value) {
    complaints = value;
    return this;
  }

  String password() {
    return password;
  }

  BoardModel model() {
    return model;
  }

  String machine() {
    return machine;
  }

  String user() {
    return user;
  }

  List<Integer> stock() {
    return stock;
  }

  Duration motorTime() {
    return motorTime;
  }

  OptionalDouble fahrenheit() {
    return fahrenheit;
  }

  Duration temperatureEvery() {
    return temperatureEvery;
  }

  Duration keepAliveEvery() {
    return keepAliveEvery;
  }

  Optional<Path> canLog() {
    return canLog;
  }

  Consumer<String> events() {
    return events;
  }

  Consumer<InetSocketAddress> links() {
    return links;
  }

  Consumer<String> complaints() {
    return complaints;
  }
}
