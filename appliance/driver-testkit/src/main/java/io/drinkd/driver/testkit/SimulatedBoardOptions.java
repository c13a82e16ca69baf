package io.drinkd.driver.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * What a simulated board is like. As it comes: a TINI 390 with 7 slots of 5 cans each, a quick
 * motor and a thermometer, that complains on standard error. Each method changes one thing and
 * returns this object; it is not to be changed any more once a board is made of it.
 */
public final class SimulatedBoardOptions {

  private final String password;
  private Spelling spelling = Spelling.TINI_390;
  private List<Integer> stock = Collections.nCopies(7, 5);
  private Duration motorTime = Duration.ofMillis(20);
  private OptionalDouble fahrenheit = OptionalDouble.of(72.5);
  private Duration temperatureEvery = Duration.ofSeconds(60);
  private Duration keepAliveEvery = Duration.ofSeconds(40);
  private Optional<Path> canLog = Optional.empty();
  private Consumer<String> events = event -> {};
  private Consumer<String> complaints = System.err::println;

  /**
   * @param password what the board says to be let in
   */
  public SimulatedBoardOptions(String password) {
    this.password = password;
  }

  public SimulatedBoardOptions spelling(Spelling value) {
    spelling = value;
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

  /** What the thermometer shows; empty for a board without one. */
  public SimulatedBoardOptions fahrenheit(OptionalDouble value) {
    fahrenheit = value;
    return this;
  }

  /** How often the temperature is told. */
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

  /** Hears of what happens, a line each, on any thread. */
  public SimulatedBoardOptions events(Consumer<String> value) {
    events = value;
    return this;
  }

  /** Hears when the board is sent what it should never be sent, on any thread. */
  public SimulatedBoardOptions complaints(Consumer<String> value) {
    complaints = value;
    return this;
  }

  String password() {
    return password;
  }

  Spelling spelling() {
    return spelling;
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

  Consumer<String> complaints() {
    return complaints;
  }
}
