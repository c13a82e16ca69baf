package io.drinkd.client.session;

/** Where a login comes from: a token that is kept, or whoever sits there. */
public interface Logins {

  /**
   * Called when something needs a login, at most once while it works.
   *
   * @throws io.drinkd.client.failure.FailedException if there is none
   */
  Credential get();

  /** The server does not take what {@link #get} returned; it is not to be tried again. */
  default void refused() {}
}
