package io.drinkd.appliance.telnet;

import static io.drinkd.appliance.config.Setting.duration;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.Setting;
import io.drinkd.appliance.config.Setting.Kind;
import io.drinkd.appliance.config.SettingValues;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.net.SharedSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * A listener's settings that only this protocol has.
 *
 * @param beforeLogin how long it may take until somebody is logged in
 * @param afterLogin how long a session may last after that
 * @param secret whether nobody on the network can read what is typed
 * @param frontEnds the addresses of programs that log in many people
 */
record TelnetSettings(
    Bounds beforeLogin, Bounds afterLogin, boolean secret, List<AddressRange> frontEnds) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Two limits of time.
   *
   * @param idle how long nothing may be typed
   * @param longest how long all of it may last
   */
  record Bounds(Duration idle, Duration longest) {}

  static final List<Setting> DECLARED =
      List.of(
          Setting.of(Kind.SECTION, "idle", "how long nothing may be typed").optional(),
          duration("idle.before-login", SHORTEST, DAY, "before somebody logged in").orElse("60s"),
          duration("idle.after-login", SHORTEST, DAY, "after that").orElse("5m"),
          Setting.of(Kind.SECTION, "longest", "how long a session may last").optional(),
          duration("longest.before-login", SHORTEST, DAY, "until somebody is logged in")
              .orElse("3m"),
          duration("longest.after-login", SHORTEST, DAY, "after that").orElse("1h"));

  static TelnetSettings of(ListenerSettings listener) {
    SettingValues own = listener.own();
    return new TelnetSettings(
        new Bounds(own.duration("idle.before-login"), own.duration("longest.before-login")),
        new Bounds(own.duration("idle.after-login"), own.duration("longest.after-login")),
        listener.tls().isPresent(),
        SharedSettings.frontEnds(own));
  }

  /** A client's address as logins see it. */
  LoginOrigin origin(InetAddress client) {
    return new LoginOrigin(client, frontEnds.stream().anyMatch(range -> range.contains(client)));
  }

  Duration shortestIdle() {
    return beforeLogin.idle().compareTo(afterLogin.idle()) < 0
        ? beforeLogin.idle()
        : afterLogin.idle();
  }
}
