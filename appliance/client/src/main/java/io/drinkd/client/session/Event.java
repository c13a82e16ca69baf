package io.drinkd.client.session;

import java.util.List;
import java.util.Optional;

/**
 * Something that happened at the server.
 *
 * @param kind {@code SLOT}, {@code MACHINE}, {@code TEMP}, {@code DROP} or {@code CREDITS}
 * @param words what follows, such as the machine and its status
 */
public record Event(long number, String kind, List<String> words) {

  /** One of the words; empty if there are not so many. */
  public String word(int number) {
    return number < words.size() ? words.get(number) : "";
  }

  /** What a line says, without the star before it; empty if it is no event. */
  static Optional<Event> of(String line) {
    List<String> all = Row.words(line);
    if (all.size() < 3 || Row.number(all.get(0)) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Event(Row.number(all.get(0)), all.get(1), List.copyOf(all.subList(2, all.size()))));
  }
}
