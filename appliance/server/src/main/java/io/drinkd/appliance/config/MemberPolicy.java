package io.drinkd.appliance.config;

/**
 * What the house has decided about its members. Known without the directory itself and without the
 * secrets that open it, so that a command on closed books follows the same rules.
 *
 * @param floor what the available credits of new members never go below, 0 or less
 * @param passwordsInDirectory whether a directory has the members' passwords, not the books
 * @param adminsInDirectory whether a group of the directory says who is an admin
 */
public record MemberPolicy(long floor, boolean passwordsInDirectory, boolean adminsInDirectory) {

  /** Passwords and admins are kept in the books, and nobody can owe anything. */
  public static final MemberPolicy LOCAL = new MemberPolicy(0, false, false);
}
