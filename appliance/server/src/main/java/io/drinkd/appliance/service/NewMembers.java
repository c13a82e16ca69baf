package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is seen from memory of whether somebody can become a member. May be used on any thread. */
final class NewMembers {

  private final Members members;
  private final DecidedHere decidedHere;

  NewMembers(Members members, DecidedHere decidedHere) {
    this.members = members;
    this.decidedHere = decidedHere;
  }

  /** All that is wrong. */
  List<RefusedException> mistakes(NewMember wanted) {
    return Stream.concat(taken(wanted.name()).stream(), MemberRules.mistakes(wanted).stream())
        .toList();
  }

  /**
   * Refuses names that cannot be had, and what the directory decides.
   *
   * @throws RefusedException if the name, or anything else, cannot be had
   */
  void require(NewMember wanted) {
    MemberRules.requireName(wanted.name());
    Optional<RefusedException> taken = taken(wanted.name());
    if (taken.isPresent()) {
      throw taken.get();
    }
    decidedHere.require(wanted);
  }

  private Optional<RefusedException> taken(String name) {
    return members
        .findAlike(name)
        .map(
            alike ->
                new RefusedException(
                    Refusal.NAME_TAKEN, "there is a member " + alike.name() + " already"));
  }
}
