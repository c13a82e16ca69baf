package io.drinkd.board.mqtt;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.MaskedText;
import java.util.List;

/** The packets of MQTT 3.1.1 that a client needs which sends and gets with quality 0. */
final class Mqtt {

  private Mqtt() {}

  /** A packet that is sent. */
  sealed interface Packet {}

  /** Begins a session of which nothing is left from before. */
  record Connect(String client, String user, MaskedText password) implements Packet {

    /** For a machine. */
    static Connect of(BoardSettings settings) {
      return new Connect(
          "drinkd-" + settings.machine(),
          settings.values().text("user"),
          MaskedText.of("", settings.password().orElseThrow(), ""));
    }
  }

  /** Asks for what is published on these topics. */
  record Subscribe(List<String> topics) implements Packet {}

  /** Publishes something that the broker does not keep. */
  record Publish(String topic, String text) implements Packet {}

  /** Asks whether the broker is there. */
  record Ping() implements Packet {}

  /** The session has begun. */
  record Connected() {}

  /** What was asked for comes. */
  record Subscribed() {}

  /**
   * Something was published.
   *
   * @param kept whether the broker has kept it from before
   */
  record Published(String topic, String text, boolean kept) {}
}
