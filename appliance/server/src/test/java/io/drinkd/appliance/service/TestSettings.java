package io.drinkd.appliance.service;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.InDoubtSettings;
import io.drinkd.appliance.config.InDoubtSettings.Policy;
import io.drinkd.appliance.config.Limits;
import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.config.PasswordCost;
import io.drinkd.appliance.config.ProcessSettings;
import io.drinkd.appliance.store.postgres.BankAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of an appliance, of which tests say what they are about. */
public final class TestSettings {

  /** Delays of an hour at most, and this many orders that wait for a board. */
  public static final Limits LIMITS = new Limits(Duration.ofHours(1), 16, 1);

  /** How long a gift may be taken back. */
  public static final Duration UNDO = Duration.ofMinutes(5);

  /** Next to nothing: the passwords of tests are no secrets, and most tests are not about them. */
  public static final PasswordCost PASSWORD_COST = new PasswordCost(8, 1);

  /** The books have passwords and admins; wrong logins cost next to nothing. */
  public static final MemberSettings MEMBERS = members(false, false);

  /** The directory has the passwords, and says who is an admin. */
  public static final MemberSettings MEMBERS_IN_DIRECTORY = members(true, true);

  private TestSettings() {}

  private static MemberSettings members(boolean passwordsInDirectory, boolean adminsInDirectory) {
    LoginLimits logins = new LoginLimits(1_000, Duration.ofSeconds(1), Duration.ofSeconds(30));
    return members(logins, passwordsInDirectory, adminsInDirectory);
  }

  /** The books have passwords and admins; so many wrong logins cost so much. */
  public static MemberSettings members(LoginLimits logins) {
    return members(logins, false, false);
  }

  private static MemberSettings members(
      LoginLimits logins, boolean passwordsInDirectory, boolean adminsInDirectory) {
    return new MemberSettings(
        0, UNDO, logins, PASSWORD_COST, passwordsInDirectory, adminsInDirectory, Optional.empty());
  }

  /** With these machines. */
  public static ApplianceSettings with(List<MachineSettings> machines) {
    return with(machines, LIMITS, MEMBERS, false);
  }

  /** The same for an appliance of that name. */
  public static ApplianceSettings named(String name, ApplianceSettings settings) {
    return with(name, settings.process().bank(), settings);
  }

  /** The same where the books are in a bank, if there is one. */
  static ApplianceSettings inBank(Optional<BankAddress> bank, ApplianceSettings settings) {
    return with(settings.process().name(), bank, settings);
  }

  private static ApplianceSettings with(
      String name, Optional<BankAddress> bank, ApplianceSettings settings) {
    ProcessSettings process = settings.process();
    return new ApplianceSettings(
        new ProcessSettings(
            name,
            process.data(),
            bank,
            process.plugins(),
            process.control(),
            process.remoteShutdown()),
        settings.listeners(),
        settings.limits(),
        settings.members(),
        settings.inDoubt(),
        settings.boards(),
        settings.machines());
  }

  /** With more to choose. */
  public static ApplianceSettings with(
      List<MachineSettings> machines,
      Limits limits,
      MemberSettings members,
      boolean remoteShutdown) {
    return new ApplianceSettings(
        new ProcessSettings(
            "Floor drink server",
            Path.of("not used"),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            remoteShutdown),
        List.of(),
        limits,
        members,
        new InDoubtSettings(Policy.KEEP, Duration.ofDays(1)),
        Optional.empty(),
        machines);
  }
}
