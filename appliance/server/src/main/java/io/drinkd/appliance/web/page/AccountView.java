package io.drinkd.appliance.web.page;

import java.util.List;

/**
 * What a member decides about the own account.
 *
 * @param named whether boards of honour name the member
 * @param passwordsElsewhere whether passwords are in a directory
 * @param madeToken the secret of a token just made; null if none was
 */
public record AccountView(
    boolean named,
    boolean passwordsElsewhere,
    Password password,
    NewToken token,
    List<TokenLine> tokens,
    String madeToken,
    List<String> cards) {

  /** The form for a new password. */
  public record Password(Field old, Field fresh) {

    static Password empty() {
      return new Password(Field.of("old", "old"), Field.of("new", "new"));
    }
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
