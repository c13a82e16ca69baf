package io.drinkd.appliance.member;

/**
 * Someone who may drink.
 *
 * @param id the member's number, which no later member gets
 * @param name the name to log in with
 * @param admin whether admin verbs are allowed
 * @param local whether the books have the password, whatever a directory says
 * @param isPublic whether others may learn how much the member drinks
 * @param account the member's account in the ledger
 */
public record MemberRecord(
    long id, String name, boolean admin, boolean local, boolean isPublic, long account) {

  /** How the books name this member as the one who did something. */
  public String actor() {
    return (admin ? "admin:" : "member:") + name;
  }
}
