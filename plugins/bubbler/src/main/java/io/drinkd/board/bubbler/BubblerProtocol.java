package io.drinkd.board.bubbler;

import static io.drinkd.driver.link.Dialogue.ask;
import static io.drinkd.driver.link.Dialogue.dropped;
import static io.drinkd.driver.link.Dialogue.end;
import static io.drinkd.driver.link.Dialogue.refused;
import static io.drinkd.driver.link.Dialogue.unknown;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.MaskedText;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said to the board. Slots are counted from 1 in orders, and from 0 in reports. A board
 * without {@code /slots} has them as sentences in {@code /health}, and the temperature there in
 * Fahrenheit.
 */
final class BubblerProtocol implements BoardProtocol {

  private static final Pattern SLOT = Pattern.compile("\\{[^{}]*}");
  private static final Pattern NUMBER = Pattern.compile("\"number\" *: *([0-9]{1,3})\\b");
  private static final Pattern STOCKED = Pattern.compile("\"stocked\" *: *(true|false)\\b");
  private static final Pattern SENTENCE =
      Pattern.compile("\"Slot [^\"(]*\\(([0-9]{1,3})\\) is (stocked|empty)\"");
  private static final Pattern TEMPERATURE = Pattern.compile("\"temp\" *: *(-?[0-9]+\\.?[0-9]*)");

  private final String host;
  private final MaskedText token;
  private final DriverValues values;

  BubblerProtocol(BoardSettings settings) {
    values = settings.values();
    host = settings.address().orElseThrow();
    token = MaskedText.header(values.text("token-header"), settings.password().orElseThrow());
  }

  private HttpRequest request(String verb, String path, String body) {
    String start = verb + " " + values.text("path") + path + " HTTP/1.1";
    return new HttpRequest(start, host, token, body);
  }

  /** Only an answer of the board itself says that nothing fell; one of a proxy does not. */
  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(request("POST", "/drop", "{\"slot\":" + order.slot() + "}"))
        .commits()
        .then(
            HttpResponse.class,
            answer ->
                switch (answer.status()) {
                  case 200 -> dropped();
                  case 400 -> refused(Refusal.NO_SUCH_SLOT, said(answer));
                  case 500 -> refused(Refusal.MOTOR, said(answer));
                  case 401, 403 -> refused(Refusal.UNSTATED, "the token is wrong: " + said(answer));
                  default -> unknown(said(answer));
                });
  }

  private static String said(HttpResponse answer) {
    String body = answer.body().replaceAll("[^\\x20-\\x7e]+", " ").strip();
    String text = "HTTP " + answer.status() + " " + body;
    return text.substring(0, Math.min(100, text.length())).strip();
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    return ask(request("GET", "/slots", ""))
        .then(
            HttpResponse.class,
            answer ->
                answer.status() == 404
                    ? ask(request("GET", "/health", ""))
                        .then(HttpResponse.class, health -> found(health, sentences(health), true))
                    : found(answer, slots(answer), isFahrenheit()));
  }

  private boolean isFahrenheit() {
    return values.text("temperature").equals("fahrenheit");
  }

  private static Dialogue<List<BoardMessage>> found(
      HttpResponse answer, TreeMap<Integer, SlotReading> slots, boolean fahrenheit) {
    if (answer.status() != 200) {
      return new Dialogue.Broken<>(said(answer));
    }
    List<BoardMessage> messages = new ArrayList<>();
    if (!slots.isEmpty()) {
      messages.add(new SlotStates(slots));
    }
    Matcher degrees = TEMPERATURE.matcher(answer.body());
    if (degrees.find()) {
      double value = Double.parseDouble(degrees.group(1));
      double celsius = fahrenheit ? (value - 32) / 1.8 : value;
      // What it reports when its thermometer fails is 0 degrees Celsius.
      messages.add(
          new Temperature(
              Math.abs(celsius) < 0.001 ? OptionalDouble.empty() : OptionalDouble.of(celsius)));
    }
    return end(messages);
  }

  private TreeMap<Integer, SlotReading> slots(HttpResponse answer) {
    var slots = new TreeMap<Integer, SlotReading>();
    Matcher each = SLOT.matcher(answer.body());
    while (each.find()) {
      Matcher number = NUMBER.matcher(each.group());
      Matcher stocked = STOCKED.matcher(each.group());
      if (number.find() && stocked.find()) {
        add(slots, number.group(1), stocked.group(1).equals("true"));
      }
    }
    return slots;
  }

  private TreeMap<Integer, SlotReading> sentences(HttpResponse answer) {
    var slots = new TreeMap<Integer, SlotReading>();
    Matcher each = SENTENCE.matcher(answer.body());
    while (each.find()) {
      add(slots, each.group(1), each.group(2).equals("stocked"));
    }
    return slots;
  }

  private void add(TreeMap<Integer, SlotReading> slots, String number, boolean stocked) {
    slots.put(Integer.parseInt(number) + 1 - values.number("first-slot"), SlotReading.of(stocked));
  }
}
