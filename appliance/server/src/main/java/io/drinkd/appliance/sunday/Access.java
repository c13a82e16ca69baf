package io.drinkd.appliance.sunday;

import java.util.Locale;

/** Who may use a verb: which claim its command gets of {@link CommandContext}. */
public enum Access {
  /** No claim. */
  ANYONE,
  /** {@link CommandContext#viewer}. */
  VIEWER,
  /** {@link CommandContext#member}. */
  MEMBER,
  /** {@link CommandContext#admin}. */
  ADMIN;

  /** The word for it that people read. Only whoever has a token for reading needs to know more. */
  public String word() {
    return (this == VIEWER ? MEMBER : this).name().toLowerCase(Locale.ROOT);
  }
}
