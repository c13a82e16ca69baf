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

  boolean isCalled(String word) {
    return id.equals(word) || name.equalsIgnoreCase(word);
  }
}
