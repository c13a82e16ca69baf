package io.drinkd.appliance.directory;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.List;

/**
 * Whether an entry is locked, so that its person may not log in. Each kind of directory says so in
 * its own way; those of OpenLDAP, 389 and FreeIPA, Active Directory, OpenDJ and eDirectory are
 * known.
 */
final class EntryLock {

  /** What must be asked for by name, since directories do not send it unasked. */
  static final List<String> ATTRIBUTES =
      List.of(
          "pwdAccountLockedTime",
          "nsAccountLock",
          "userAccountControl",
          "ds-pwp-account-disabled",
          "loginDisabled");

  private static final int ACCOUNT_DISABLE = 2;

  private EntryLock() {}

  /** Whether it is. */
  static boolean isLocked(SearchResultEntry entry) {
    Integer control = entry.getAttributeValueAsInteger("userAccountControl");
    return entry.hasAttribute("pwdAccountLockedTime")
        || isTrue(entry, "nsAccountLock")
        || isTrue(entry, "ds-pwp-account-disabled")
        || isTrue(entry, "loginDisabled")
        || control != null && (control & ACCOUNT_DISABLE) != 0;
  }

  private static boolean isTrue(SearchResultEntry entry, String attribute) {
    return "true".equalsIgnoreCase(entry.getAttributeValue(attribute));
  }
}
