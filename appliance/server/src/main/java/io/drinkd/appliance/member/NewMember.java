package io.drinkd.appliance.member;

import java.util.List;
import java.util.Optional;

/**
 * A member to be added.
 *
 * @param name 1 to 32 letters, digits, dots, underlines or hyphens, the first a letter or digit
 * @param password empty if the member logs in by iButton only
 * @param local whether the books have the password, whatever a directory says
 * @param admin whether admin verbs are allowed
 * @param credits what is granted at once, from 0
 * @param ibuttons the ids of iButtons or cards, case does not matter
 */
public record NewMember(
    String name,
    Optional<String> password,
    boolean local,
    boolean admin,
    long credits,
    List<String> ibuttons) {

  /** Spells the name as the books do. */
  public NewMember {
    name = MemberRules.composed(name);
  }

  /** One who is a member like all others. */
  public NewMember(
      String name, Optional<String> password, boolean admin, long credits, List<String> ibuttons) {
    this(name, password, false, admin, credits, ibuttons);
  }
}
