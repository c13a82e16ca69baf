package io.drinkd.appliance.service;

/** What a login may be good for. {@link LoginKind} says which ones are good for what. */
enum Right {
  /** To see what is the member's. */
  LOOK,
  /** To have drinks. */
  DRINK,
  /** To give credits, and to take back what was given or asked for. */
  SPEND,
  /** To change the own account, and to end tokens and sessions. */
  CHANGE,
  /** To do what admins may, for a member who is one. */
  ADMINISTER,
  /** To set a password, or to make anything else by which somebody logs in. */
  MAKE_LOGINS
}
