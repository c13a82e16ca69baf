package io.drinkd.appliance.service;

import io.drinkd.appliance.member.MemberImport.Mistake;
import java.util.List;

/**
 * What a list of members would do if it were imported now.
 *
 * @param grants one for each member, in the order of the list; none if there is a mistake
 * @param mistakes all that is wrong, by line
 */
public record ImportPreview(List<Grant> grants, List<Mistake> mistakes) {

  /**
   * What a member would have from the beginning.
   *
   * @param line of the list
   * @param credits 0 or more
   */
  public record Grant(int line, String name, long credits) {}

  /** All credits of the list together. */
  public long credits() {
    return grants.stream().mapToLong(Grant::credits).sum();
  }
}
