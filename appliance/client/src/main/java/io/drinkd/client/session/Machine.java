package io.drinkd.client.session;

import java.util.List;
import java.util.Optional;

/**
 * A machine as MACHINES lists it.
 *
 * @param status {@code up}, {@code down}, {@code quarantined}, {@code waiting} or {@code
 *     out-of-service}
 */
public record Machine(String id, String name, String status) {

  static Optional<Machine> of(String row) {
    List<String> words = Row.words(row);
    return words.size() < 3
        ? Optional.empty()
        : Optional.of(new Machine(words.get(0), words.get(1), words.get(2)));
  }

  /** Whether its board is connected and may be given orders. */
  public boolean up() {
    return status.equals("up");
  }

  /** The same as a sentence without a full stop. */
  public String line() {
    return name + " is " + state();
  }

  /** What it is, in words for people. */
  public String state() {
    return switch (status) {
      case "down" -> "not connected";
      case "quarantined" -> "waiting for an admin, because nobody knows how its last drop ended";
      case "waiting" -> "without a driver";
      default -> status.replace('-', ' ');
    };
  }

  /** By its id or its name, whatever the case. */
  public boolean isCalled(String word) {
    return id.equalsIgnoreCase(word) || name.equalsIgnoreCase(word);
  }
}
