package io.drinkd.client.failure;

import java.util.Locale;

/** With what {@code drink} ends, by reason; scripts rely on the numbers. The manual lists them. */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "the server or the machine refused, for a reason that has no code of its own"),
  USAGE(2, "a mistake in the command line or in the settings; nothing was asked of the server"),
  POOR(3, "not enough credits"),
  EMPTY(4, "the slot is empty, or nothing is left that could be dropped"),
  AWAY(5, "the machine is not connected, or is out of service"),
  IN_DOUBT(
      6, "nobody knows whether the drink fell; its price stays on hold until an admin decides"),
  NOT_LOGGED_IN(7, "not logged in, or the name, password or token is wrong"),
  NO_CONNECTION(8, "no connection; nothing was changed"),
  UNKNOWN(9, "the connection was lost after a request that could not be repeated safely"),
  DENIED(10, "not allowed for this member or this token"),
  NOT_FOUND(11, "no such machine, slot, drink, member or token"),
  DISABLED(12, "the slot is not on sale"),
  BUSY(13, "the machine is busy; try again in a moment"),
  CANCELLED(14, "the drop was cancelled before the machine got its order"),
  UNSUPPORTED(15, "the server does not have this"),
  NOT_READY(16, "the server cannot do this now; try again later"),
  NOT_TRUSTED(17, "the server's certificate is not trusted, or is not for this host"),
  INTERRUPTED(130, "ended by Ctrl-C; a drop that was waiting is not cancelled by it");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** What the process ends with. */
  public int number() {
    return number;
  }

  /** For people, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** How JSON names it, such as {@code in-doubt}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
