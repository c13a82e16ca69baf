package io.drinkd.appliance.sunday;

import static io.drinkd.appliance.config.Setting.choice;
import static io.drinkd.appliance.config.Setting.duration;
import static io.drinkd.appliance.config.Setting.number;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.Setting;
import io.drinkd.appliance.config.Setting.Kind;
import io.drinkd.appliance.config.SettingValues;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A listener's settings that only this protocol has, and the time that they are measured with.
 *
 * @param dialect how the protocol is spelled
 * @param idleBeforeLogin how long a connection on which nobody is logged in may send nothing
 * @param idleAfterLogin the same for one on which somebody is
 * @param requestsInFlight how many requests of one connection may wait for their replies before
 *     reading from it pauses
 * @param statGap a pause between the rows and the last line of STAT, for touchscreens that lose the
 *     line otherwise
 * @param cards whether members log in by the ids of iButtons and cards
 * @param frontEnds the addresses of programs that log in many people
 */
record SundaySettings(
    Dialect dialect,
    Duration idleBeforeLogin,
    Duration idleAfterLogin,
    int requestsInFlight,
    Optional<Duration> statGap,
    boolean cards,
    List<AddressRange> frontEnds,
    Timers timers) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);

  static final List<Setting> DECLARED =
      List.of(
          choice("dialect", Dialects.names(), "how the protocol is spelled").orElse("classic"),
          Setting.of(Kind.SECTION, "idle", "how long a client may send nothing").optional(),
          duration("idle.before-login", SHORTEST, DAY, "before somebody logged in").orElse("60s"),
          duration("idle.after-login", SHORTEST, DAY, "after that").orElse("10m"),
          number("requests-in-flight", 1, 100_000, "unanswered requests a connection").orElse("64"),
          duration("stat-gap", SHORTEST, Duration.ofSeconds(5), "the pause in STAT").optional(),
          choice("cards", List.of("no", "yes"), "whether cards log in here").orElse("no"));

  static SundaySettings of(SettingValues values, Timers timers) {
    return new SundaySettings(
        Dialects.find(values.text("dialect")).orElseThrow(),
        values.duration("idle.before-login"),
        values.duration("idle.after-login"),
        values.number("requests-in-flight"),
        values.find("stat-gap", Duration.class),
        values.text("cards").equals("yes"),
        SharedSettings.frontEnds(values),
        timers);
  }

  /** A client's address as logins see it. */
  LoginOrigin origin(InetAddress client) {
    return new LoginOrigin(client, frontEnds.stream().anyMatch(range -> range.contains(client)));
  }

  Duration shortestIdle() {
    return idleBeforeLogin.compareTo(idleAfterLogin) < 0 ? idleBeforeLogin : idleAfterLogin;
  }
}
