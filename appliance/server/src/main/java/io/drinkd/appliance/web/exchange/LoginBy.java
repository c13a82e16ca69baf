package io.drinkd.appliance.web.exchange;

/** By what a part of the site learns who asks. */
public enum LoginBy {
  /** By nothing: everybody gets the same. */
  NONE,
  /** By the cookie of a session. Whatever writes has to come from a form of this site. */
  SESSION,
  /** The same by the cookie of a session at a kiosk, which is worth nothing anywhere else. */
  KIOSK,
  /**
   * By a token in the header {@code Authorization}; without that header by the cookie of a session,
   * and then what writes has to come from a page of this site.
   */
  TOKEN_OR_SESSION
}
