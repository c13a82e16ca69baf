package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The named values of a request, taken one by one: the fields of an object, or the parameters of a
 * query. Mistakes are collected, so that whoever asks learns of all of them at once: when every
 * value has been taken, {@link #end} throws what was wrong.
 */
final class Fields {

  /** RFC 3339; what Java reads beside it are years of more digits. */
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");

  /** The most mistakes that are named. */
  private static final int MISTAKES_MAX = 20;

  private static final long LIMIT_MAX = 500;
  private static final long LIMIT_USUAL = 100;

  private final Map<String, JsonNode> left;
  private final List<String> given;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final String prefix;
  private final boolean inWords;

  /**
   * What is wrong with one of them.
   *
   * @param refusal the rule of the house that it breaks; empty if it is no such value at all
   */
  record Mistake(String field, String detail, Optional<Refusal> refusal) {}

  private Fields(Map<String, JsonNode> values, String prefix, boolean inWords) {
    left = values;
    given = List.copyOf(values.keySet());
    this.prefix = prefix;
    this.inWords = inWords;
  }

  /** Those of an object; none, and a mistake, if it is something else. */
  static Fields of(JsonNode json) {
    return of("", json);
  }

  /**
   * The same of an object that stands within the request.
   *
   * @param prefix where, such as {@code 3.}, for mistakes
   */
  static Fields of(String prefix, JsonNode json) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    json.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
    Fields fields = new Fields(values, prefix, false);
    if (!json.isObject()) {
      fields.mistake("", "found " + shown(json) + ", expected an object");
    }
    return fields;
  }

  /** Those of a query, or of headers. */
  static Fields ofWords(Map<String, String> words) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    words.forEach((name, word) -> values.put(name, JsonNodeFactory.instance.stringNode(word)));
    return new Fields(values, "", true);
  }

  /** Whether it was given. */
  boolean has(String name) {
    return given.contains(name);
  }

  /** Whether it was given, and nothing else. */
  boolean isAlone(String name) {
    return given.equals(List.of(name));
  }

  /** Any value at all. */
  Optional<JsonNode> value(String name) {
    return Optional.ofNullable(left.remove(name));
  }

  Optional<String> text(String name) {
    return taken(name, "a text", JsonNode::isString, JsonNode::stringValue);
  }

  Optional<Boolean> flag(String name) {
    return taken(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
  }

  /** A whole number. */
  Optional<Long> number(String name) {
    return inWords
        ? taken(
            name,
            "a whole number",
            node -> wholeNumber(node).isPresent(),
            node -> wholeNumber(node).orElseThrow())
        : taken(name, "a whole number", Fields::isLong, JsonNode::longValue);
  }

  /** What a word is, if it is a number that JSON might have in its place. */
  private static Optional<Long> wholeNumber(JsonNode word) {
    if (!WHOLE_NUMBER.matcher(word.stringValue()).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(word.stringValue()));
    } catch (NumberFormatException e) {
      // One of nineteen digits that is too large.
      return Optional.empty();
    }
  }

  private static boolean isLong(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  /** A whole number from one to another. */
  Optional<Long> number(String name, long least, long most) {
    return within(name, number(name), least, most);
  }

  /** The same of a value that has been taken already. */
  Optional<Long> number(String name, Optional<JsonNode> value, long least, long most) {
    value.ifPresent(node -> left.put(name, node));
    return number(name, least, most);
  }

  private Optional<Long> within(String name, Optional<Long> number, long least, long most) {
    return number.filter(
        found ->
            found >= least && found <= most
                || mistake(name, "found " + found + ", expected " + least + " to " + most));
  }

  /** How many at most are to be listed. */
  int limit() {
    return number("limit", 1, LIMIT_MAX).orElse(LIMIT_USUAL).intValue();
  }

  /** A time as RFC 3339 has it. */
  Optional<Instant> time(String name) {
    return text(name)
        .flatMap(
            word -> {
              try {
                if (TIME.matcher(word).matches()) {
                  return Optional.of(OffsetDateTime.parse(word).toInstant());
                }
              } catch (DateTimeException e) {
                // As any other word that is no time.
              }
              mistake(
                  name,
                  "found "
                      + Printable.quoted(word)
                      + ", expected a time such as 2026-11-28T14:30:00Z");
              return Optional.empty();
            });
  }

  /** One of several words. */
  <T> Optional<T> word(String name, Map<String, T> words) {
    return text(name)
        .filter(
            word ->
                words.containsKey(word)
                    || mistake(
                        name,
                        "found "
                            + Printable.quoted(word)
                            + ", expected "
                            + String.join(" or ", words.keySet())))
        .map(words::get);
  }

  /** A value that a rule of the house makes something of, or refuses. */
  <T> Optional<T> checked(String name, Optional<String> value, Function<String, T> rule) {
    return value.flatMap(one -> ruled(name, () -> rule.apply(one)));
  }

  /** The same of a number. */
  <T> Optional<T> checkedNumber(String name, Optional<Long> value, LongFunction<T> rule) {
    return value.flatMap(one -> ruled(name, () -> rule.apply(one)));
  }

  private interface Rule<T> {
    T apply();
  }

  private <T> Optional<T> ruled(String name, Rule<T> rule) {
    try {
      return Optional.of(rule.apply());
    } catch (RefusedException e) {
      mistakes.add(new Mistake(prefix + name, e.getMessage(), Optional.of(e.refusal())));
      return Optional.empty();
    }
  }

  private <T> Optional<T> taken(
      String name, String expected, Function<JsonNode, Boolean> fits, Function<JsonNode, T> read) {
    JsonNode found = left.remove(name);
    if (found == null) {
      return Optional.empty();
    }
    if (!fits.apply(found)) {
      mistake(name, "found " + shown(found) + ", expected " + expected);
      return Optional.empty();
    }
    return Optional.of(read.apply(found));
  }

  private static String shown(JsonNode node) {
    if (node.isContainer()) {
      return node.isObject() ? "an object" : "a list";
    }
    return node.isNull() ? "null" : Printable.quoted(node.asString());
  }

  static OptionalLong unboxed(Optional<Long> number) {
    return number.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /**
   * Notes that something is wrong with one of them.
   *
   * @return false, for filters
   */
  boolean mistake(String name, String detail) {
    mistakes.add(new Mistake(prefix + name, detail, Optional.empty()));
    return false;
  }

  /** The same, and at least one of those that are known must have been given. */
  void endWithSome() {
    if (given.isEmpty()) {
      mistake("", "found no field, expected at least one");
    }
    end();
  }

  /**
   * Finds out whether a list has from one to so many entries.
   *
   * @throws WrongInputException if it has none, or more
   */
  static void requireSize(JsonNode list, int most) {
    if (list.isEmpty() || list.size() > most) {
      throw new WrongInputException(
          List.of(
              new Mistake(
                  "",
                  "found " + list.size() + " entries, expected 1 to " + most,
                  Optional.empty())));
    }
  }

  /**
   * All of them have been taken.
   *
   * @param required those that must have been given
   * @throws WrongInputException if one is wrong, is missing, or is not known
   */
  void end(String... required) {
    for (String name : required) {
      if (!has(name)) {
        mistake(name, "is missing");
      }
    }
    left.keySet().stream()
        .limit(MISTAKES_MAX)
        .forEach(name -> mistake(Printable.quoted(name), "is not known here"));
    if (!mistakes.isEmpty()) {
      throw new WrongInputException(mistakes.stream().limit(MISTAKES_MAX).toList());
    }
  }
}
