package io.drinkd.client.session;

import java.util.List;
import java.util.Optional;

/** A slot as STAT lists it; the price is in credits. */
public record Slot(long number, String item, long price, long available, boolean enabled) {

  /** The last word says whether it is on sale; one family counts what has dropped before it. */
  static Optional<Slot> of(String row) {
    List<String> words = Row.words(row);
    if (words.size() < 5) {
      return Optional.empty();
    }
    String enabled = words.get(words.size() - 1);
    return Optional.of(
        new Slot(
            Row.number(words.get(0)),
            words.get(1),
            Row.number(words.get(2)),
            Row.number(words.get(3)),
            enabled.equals("true") || enabled.equals("1")));
  }

  /** Whether a drink could fall from it. */
  public boolean droppable() {
    return enabled && available > 0;
  }
}
