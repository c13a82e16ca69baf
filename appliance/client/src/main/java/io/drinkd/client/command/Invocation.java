package io.drinkd.client.command;

import io.drinkd.client.line.Arguments;
import io.drinkd.client.session.Session;
import java.util.List;
import java.util.Optional;

/**
 * One run of a command.
 *
 * @param arguments without the command's own name
 * @param place whom it asks, and where it was asked
 */
public record Invocation(Arguments arguments, Place place) {

  List<String> words() {
    return arguments.words();
  }

  /** A word that may be left out. */
  Optional<String> word(int number) {
    return words().size() > number ? Optional.of(words().get(number)) : Optional.empty();
  }

  Output out() {
    return place.out();
  }

  Times times() {
    return Times.of(arguments.has(CommonOptions.UTC.name()) || place.utc());
  }

  Session session() {
    return place.session();
  }
}
