package io.drinkd.appliance.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.StringMap;

/**
 * What a line says, in fields for programs that read it. Nobody who logs has to know of it: the
 * name of the event is found by the line's text as it stands in the code, and other fields are what
 * is put in behind their words, as in {@code machine {}: drop {}} or {@code result={}}.
 *
 * <p>Names of events stay as they are when a text is reworded: they stand in a list beside this
 * class, which a test compares with the code.
 */
final class LineFields {

  /** Lines such as {@code listener-not-opened: listener not opened: {}}. */
  private static final String EVENTS = "events.txt";

  private static final String SEPARATOR = ": ";
  private static final String EVENT = "event";
  private static final String PLACE = "{}";

  /** Lines of pairs such as {@code member=bob door=sunday did=drop}. */
  private static final Set<String> PAIR_LOGGERS = Set.of("io.drinkd.activity", "io.drinkd.session");

  private static final Pattern PAIR = Pattern.compile("([a-z-]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S*)");

  /** The fields by the words that stand before them. */
  private static final Map<String, String> NAMES =
      Map.of(
          "machine", "machine",
          "slot", "slot",
          "drop", "drop",
          "client", "session",
          "result", "outcome",
          "ms", "ms");

  private final Map<String, String> events = readEvents();

  private static Map<String, String> readEvents() {
    Map<String, String> events = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                LineFields.class.getResourceAsStream(EVENTS), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int end = line.indexOf(SEPARATOR);
        events.put(line.substring(end + SEPARATOR.length()), line.substring(0, end));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + EVENTS, e);
    }
    return events;
  }

  /** The event with its fields in its context data. */
  LogEvent added(LogEvent event) {
    StringMap fields = ContextDataFactory.createContextData(event.getContextData());
    Message message = event.getMessage();
    String text = asInCode(message);
    Optional.ofNullable(events.get(text)).ifPresent(name -> fields.putValue(EVENT, name));
    if (PAIR_LOGGERS.contains(event.getLoggerName())) {
      addPairs(fields, message.getFormattedMessage());
    } else if (message.getParameters() != null) {
      addPutIn(fields, text, message.getParameters());
    }
    return new Log4jLogEvent.Builder(event).setContextData(fields).build();
  }

  /**
   * The text as it stands in the code. The class of messages with values has it without being
   * deprecated, but refers to annotations of another library, of whose absence the compiler warns.
   */
  @SuppressWarnings("deprecation")
  private static String asInCode(Message message) {
    return Optional.ofNullable(message.getFormat()).orElse("");
  }

  private static void addPairs(StringMap fields, String line) {
    Matcher pairs = PAIR.matcher(line);
    while (pairs.find()) {
      String value = pairs.group(2).replaceAll("^\"|\"$", "");
      if (pairs.group(1).equals("did")) {
        fields.putValue(EVENT, "did-" + value);
      }
      add(fields, pairs.group(1), value);
    }
  }

  private static void addPutIn(StringMap fields, String text, Object[] values) {
    int place = text.indexOf(PLACE);
    for (int i = 0; i < values.length && place >= 0; i++) {
      add(fields, wordBefore(text, place), String.valueOf(values[i]));
      place = text.indexOf(PLACE, place + PLACE.length());
    }
  }

  private static String wordBefore(String text, int place) {
    int end = place;
    while (end > 0 && " =\"".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  private static void add(StringMap fields, String word, String value) {
    String name = NAMES.get(word);
    if (name != null) {
      fields.putValue(name, value);
    }
  }
}
