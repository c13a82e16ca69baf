package io.drinkd.appliance.web.page;

import java.util.List;
import java.util.Optional;

/**
 * What a member decides about the own account.
 *
 * @param named whether boards of honour name the member
 * @param outside as whom the provider of logins knows the member; empty if the house has none
 * @param madeToken the secret of a token just made; null if none was
 */
public record AccountView(
    boolean named,
    Password password,
    Optional<OutsideAccount> outside,
    NewToken token,
    List<TokenLine> tokens,
    String madeToken,
    List<String> cards) {

  /**
   * The form for a new password.
   *
   * @param elsewhere whether passwords are in a directory, so that there is no such form
   */
  public record Password(boolean elsewhere, Field old, Field fresh) {

    static Password of(boolean elsewhere) {
      return new Password(elsewhere, Field.of("old", "old"), Field.of("new", "new"));
    }
  }

  /** The field of the form that takes the bond to the provider of logins off. */
  public Field outsidePassword() {
    return Field.of("outside-password", "password");
  }

  /**
   * The form for a new token.
   *
   * @param member whether it may spend
   */
  public record NewToken(Field name, Field days, boolean member) {

    static NewToken of(String name, String days, boolean member) {
      return new NewToken(
          Field.of("token-name", "name").with(name),
          Field.of("token-days", "days").with(days),
          member);
    }
  }

  /**
   * A token that there is.
   *
   * @param about what it may do and when it was made, in words
   */
  public record TokenLine(long id, String name, String about) {}
}
