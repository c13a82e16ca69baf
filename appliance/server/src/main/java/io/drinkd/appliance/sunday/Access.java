package io.drinkd.appliance.sunday;

/** Who may use a verb: which claim its command gets of {@link CommandContext}. */
public enum Access {
  /** No claim. */
  ANYONE,
  /** {@link CommandContext#member}. */
  MEMBER,
  /** {@link CommandContext#admin}. */
  ADMIN
}
