package io.drinkd.board.mqtt;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Away;
import io.drinkd.driver.link.BoardMessage.Door;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said on which topic, in words that a small board can read and write:
 *
 * <pre>
 *   orders   drop 17 2                     drop number 17, from slot 2; never retained
 *   results  17 dropped                    or 17 refused jammed; one that is retained is ignored
 *   state    online slots 1=3 2=0 temperature 4.5 door closed    retained; offline is the last will
 * </pre>
 */
final class Topics extends BoardProtocol {

  private static final Pattern RESULT =
      Pattern.compile("([0-9]{1,18}) (dropped|refused)(?: ([a-z_]{1,20}))?");
  private static final Pattern STATE =
      Pattern.compile(
          "online(?: slots((?: [0-9]{1,3}=[0-9]{1,4})+))?"
              + "(?: temperature (-?[0-9]{1,3}(?:\\.[0-9]{1,3})?))?(?: door (open|closed))?");
  private static final Away OFFLINE = new Away(Optional.of("the board is not at the broker"));

  private final BoardSettings settings;

  /**
   * @throws IllegalArgumentException if a topic is none, has wildcards, or is there twice
   */
  Topics(BoardSettings settings) {
    this.settings = settings;
    List<String> topics = List.of(topic("orders"), topic("results"), topic("state"));
    if (topics.stream().anyMatch(topic -> !topic.matches("[^+#]+"))
        || topics.stream().distinct().count() < topics.size()) {
      throw new IllegalArgumentException(
          "topics " + String.join(", ", topics) + "; three are needed, without + and #");
    }
  }

  private String topic(String setting) {
    return settings.values().text(setting);
  }

  @Override
  public Optional<Dialogue<List<BoardMessage>>> opening() {
    return Optional.of(
        ask(Mqtt.Connect.of(settings))
            .then(Mqtt.Connected.class, connected -> report(OFFLINE, subscribe())));
  }

  private Dialogue<List<BoardMessage>> subscribe() {
    return ask(new Mqtt.Subscribe(List.of(topic("results"), topic("state"))))
        .then(Mqtt.Subscribed.class, subscribed -> end());
  }

  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    String text = "drop " + order.dropId() + " " + order.slot();
    return ask(new Mqtt.Publish(topic("orders"), text)).commits().then(Topics::outcome);
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    return tell(new Mqtt.Ping(), end());
  }

  /** What a published text says. */
  List<BoardMessage> read(Mqtt.Published published) {
    if (published.topic().equals(topic("state"))) {
      return state(published.text());
    }
    Matcher result = RESULT.matcher(published.text());
    if (!published.topic().equals(topic("results")) || published.kept() || !result.matches()) {
      return List.of(new Garbage((published.kept() ? "retained: " : "") + published));
    }
    long id = Long.parseLong(result.group(1));
    return List.of(
        result.group(2).equals("dropped")
            ? new DropMade().withId(id)
            : new DropNotMade(Refusal.named(result.group(3))).withId(id));
  }

  private static List<BoardMessage> state(String text) {
    Matcher state = STATE.matcher(text);
    if (!state.matches()) {
      return List.of(text.equals("offline") ? OFFLINE : new Garbage("no state: " + text));
    }
    List<BoardMessage> messages = new ArrayList<>(List.of(new Away(Optional.empty())));
    Optional.ofNullable(state.group(1))
        .flatMap(slots -> SlotStates.counted(slots.strip()))
        .ifPresent(messages::add);
    if (state.group(2) != null) {
      messages.add(new Temperature(Double.parseDouble(state.group(2))));
    }
    if (state.group(3) != null) {
      messages.add(new Door(state.group(3).equals("open")));
    }
    return messages;
  }
}
