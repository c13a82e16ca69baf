package io.drinkd.appliance.net;

import static io.drinkd.appliance.config.Setting.duration;
import static io.drinkd.appliance.config.Setting.number;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.Setting;
import io.drinkd.appliance.config.Setting.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings that protocols on this transport share. A protocol includes those lists that it
 * needs among its own settings.
 */
public final class SharedSettings {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Of every protocol: what a client may leave unread. */
  public static final List<Setting> WRITING =
      List.of(
          number("write-buffer-bytes", 1_024, 1 << 30, "unread replies a connection")
              .orElse("65536"),
          duration("write-stall", SHORTEST, DAY, "how long a client may read nothing")
              .orElse("30s"));

  /** Of every protocol: how fast lines may come, or packets where it is one of bytes. */
  public static final List<Setting> RATES =
      List.of(
          Setting.of(Kind.SECTION, "requests-per-second", "before a client has to wait").optional(),
          number("requests-per-second.connection", 1, 10_000_000, "of one connection")
              .orElse("1000"),
          number("requests-per-second.address", 1, 10_000_000, "of one address").orElse("10000"));

  /** Of a protocol of lines: what becomes of a line without an end. */
  public static final List<Setting> LINES =
      List.of(
          duration("unterminated", SHORTEST, Duration.ofSeconds(5), "when no line end is awaited")
              .optional());

  /** Of a protocol without logins: how long a client may send nothing. */
  public static final List<Setting> IDLE =
      List.of(duration("idle", SHORTEST, DAY, "how long a client may send nothing").orElse("60s"));

  private SharedSettings() {}

  /** The value of {@link #IDLE}. */
  public static Duration idle(ListenerSettings listener) {
    return listener.own().duration("idle");
  }

  static Optional<Duration> unterminated(ListenerSettings listener) {
    return listener.own().find("unterminated", Duration.class);
  }

  static int writeBufferBytes(ListenerSettings listener) {
    return listener.own().number("write-buffer-bytes");
  }

  static int requestsPerSecond(ListenerSettings listener) {
    return listener.own().number("requests-per-second.connection");
  }

  static int requestsPerSecondPerAddress(ListenerSettings listener) {
    return listener.own().number("requests-per-second.address");
  }

  static Duration writeStall(ListenerSettings listener) {
    return listener.own().duration("write-stall");
  }
}
