package io.drinkd.appliance.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who the members are and how they log in.
 *
 * <p>Whether the directory keeps passwords and decides who is an admin is known even where the
 * settings were read without the directory's own password, as an operator's command on the books
 * reads them; {@code directory} is empty then.
 *
 * @param floor the lowest the available credits of a new member may go, 0 or less
 * @param undo how long a member may take back a gift; zero if nobody may
 * @param logins what happens after wrong logins
 * @param passwordCost what each password costs
 * @param passwordsInDirectory whether passwords and iButtons are kept by a directory and not in the
 *     books
 * @param adminsInDirectory whether a group of the directory decides who is an admin
 * @param directory how to reach the directory; empty if there is none, or if the settings were read
 *     without secrets
 */
public record MemberSettings(
    long floor,
    Duration undo,
    LoginLimits logins,
    PasswordCost passwordCost,
    boolean passwordsInDirectory,
    boolean adminsInDirectory,
    Optional<DirectorySettings> directory) {

  /** The keys of {@code appliance.yaml} whose settings are others there. */
  List<String> keysThatDiffer(MemberSettings there) {
    List<String> keys = new ArrayList<>();
    if (!logins.equals(there.logins)) {
      keys.add("logins");
    }
    if (!equals(there.with(logins))) {
      keys.add("members");
    }
    return keys;
  }

  private MemberSettings with(LoginLimits otherLogins) {
    return new MemberSettings(
        floor, undo, otherLogins, passwordCost, passwordsInDirectory, adminsInDirectory, directory);
  }
}
