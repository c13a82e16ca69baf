package io.drinkd.client.session;

/** With what a member logs in. It is kept in memory only, for as long as the program runs. */
public sealed interface Credential {

  /** A name and its password. */
  record Password(String name, String password) implements Credential {
    @Override
    public String toString() {
      return "the password of " + name;
    }
  }

  /** A token, which is known to be a member's. */
  record ByToken(String name, String token) implements Credential {
    @Override
    public String toString() {
      return "a token of " + name;
    }
  }

  /** Whose it is. */
  String name();
}
