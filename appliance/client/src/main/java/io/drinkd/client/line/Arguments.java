package io.drinkd.client.line;

import io.drinkd.client.failure.FailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line, taken apart.
 *
 * @param words those that are no options, in their order
 * @param options by name; those that take no value have an empty one
 */
public record Arguments(List<String> words, Map<String, String> options) {

  /** The one option that is so usual that it has a short name. */
  private static final String SHORT_HELP = "-h";

  /**
   * Takes a command line apart. Options may stand anywhere; after {@code --} all are words.
   *
   * @throws FailedException if an option is unknown, lacks its value or must not have one
   */
  public static Arguments parse(List<String> line, List<Option> known) {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    Iterator<String> rest = line.iterator();
    boolean onlyWords = false;
    while (rest.hasNext()) {
      String typed = rest.next();
      String one = typed.equals(SHORT_HELP) && !onlyWords ? "--help" : typed;
      if (onlyWords || !one.startsWith("--")) {
        words.add(one);
      } else if (one.equals("--")) {
        onlyWords = true;
      } else {
        int equals = one.indexOf('=');
        String name = one.substring(2, equals < 0 ? one.length() : equals);
        Option option = find(known, name);
        options.put(name, value(option, equals < 0 ? null : one.substring(equals + 1), rest));
      }
    }
    return new Arguments(List.copyOf(words), Map.copyOf(options));
  }

  private static Option find(List<Option> known, String name) {
    return known.stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow(() -> FailedException.usage("there is no option --" + name));
  }

  private static String value(Option option, String given, Iterator<String> rest) {
    if (!option.takesValue()) {
      if (given != null) {
        throw FailedException.usage("--" + option.name() + " takes no value");
      }
      return "";
    }
    if (given == null && !rest.hasNext()) {
      throw FailedException.usage("a value is missing: " + option.synopsis());
    }
    return given == null ? rest.next() : given;
  }

  /** Whether an option is there. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** An option's value. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * An option's value as a number.
   *
   * @throws FailedException if it is none of the range
   */
  public long number(String name, long least, long most, long otherwise) {
    return option(name).map(value -> number("--" + name, value, least, most)).orElse(otherwise);
  }

  /**
   * A word or value as a number.
   *
   * @param what how the mistake names it
   * @throws FailedException if it is none of the range
   */
  public static long number(String what, String value, long least, long most) {
    if (value.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw FailedException.usage(
        what + ": found \"" + value + "\", expected a number from " + least + " to " + most);
  }
}
