package io.drinkd.appliance.service;

import io.drinkd.appliance.config.HouseSettings;
import io.drinkd.appliance.config.InDoubtSettings;
import io.drinkd.appliance.config.InDoubtSettings.Policy;
import io.drinkd.appliance.config.Limits;
import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MemberPolicy;
import io.drinkd.appliance.config.MemberSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of a house, of which tests say what they are about. */
public final class TestSettings {

  /** Delays of an hour at most, and this many orders that wait for a board. */
  public static final Limits LIMITS = new Limits(Duration.ofHours(1), 16, 1);

  /** So generous that only the tests that are about it notice. */
  public static final LoginLimits LOGINS =
      new LoginLimits(1_000, Duration.ofSeconds(1), Duration.ofSeconds(30));

  private TestSettings() {}

  /** A house with these machines. */
  public static HouseSettings house(List<MachineSettings> machines) {
    return house(machines, LIMITS, LOGINS, MemberPolicy.LOCAL);
  }

  /** The same with more to choose. */
  public static HouseSettings house(
      List<MachineSettings> machines, Limits limits, LoginLimits logins, MemberPolicy policy) {
    return new HouseSettings(
        "Floor drink server",
        limits,
        new MemberSettings(policy, logins, Optional.empty()),
        new InDoubtSettings(Policy.KEEP, Duration.ofDays(1)),
        true,
        machines);
  }
}
