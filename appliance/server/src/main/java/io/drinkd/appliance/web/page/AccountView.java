package io.drinkd.appliance.web.page;

import java.util.List;
import java.util.Optional;

/**
 * What a member decides about the own account.
 *
 * @param named whether boards of honour name the member
 * @param passwordsElsewhere whether passwords are in a directory
 * @param outside as whom the provider of logins knows the member; empty if the house has none
 * @param days for how many a new token usually is
 * @param madeToken the secret of a token just made; null if none was
 */
public record AccountView(
    boolean named,
    boolean passwordsElsewhere,
    Optional<OutsideAccount> outside,
    String days,
    List<TokenLine> tokens,
    String madeToken,
    List<String> cards) {

  /**
   * A token that there is.
   *
   * @param about what it may do and when it was made, in words
   */
  public record TokenLine(long id, String name, String about) {}
}
