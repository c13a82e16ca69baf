package io.drinkd.client.settings;

/**
 * A token that logs in a member at one server.
 *
 * @param id its number at the server
 * @param secret what is sent
 */
public record Token(String name, long id, String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "token " + id + " of " + name;
  }
}
