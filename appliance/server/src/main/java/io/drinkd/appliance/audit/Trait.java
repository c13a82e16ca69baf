package io.drinkd.appliance.audit;

import io.drinkd.appliance.failure.Phrase;

/**
 * How something was before it was changed, or is since; several of them describe one thing. The
 * names are kept in the books, so they stay as they are.
 */
public enum Trait implements Phrase {
  /** Somebody's own words, a name, a file. */
  TEXT("%s"),
  /** A balance beside other traits. */
  CREDITS("%s credits"),
  /** A balance alone. */
  BALANCE("%s"),
  FLOOR("floor %s"),
  ADMIN("admin"),
  NO_ADMIN("no admin"),
  /** How many credits went to whom. */
  CLOSED("closed, %s credits to %s"),
  /** With whom, and how many credits went along. */
  MERGED("merged into %s, with %s credits"),
  IN_SERVICE("in service"),
  /** Why. */
  OUT_OF_SERVICE("out of service: %s"),
  /** How many. */
  CARDS("has %s"),
  /** What a token is good for. */
  MAY_SEE("may see"),
  MAY_SPEND("may spend"),
  IN_DOUBT("IN_DOUBT"),
  DROPPED("DROPPED"),
  REFUNDED("REFUNDED"),
  ITEM("%s"),
  PRICE("price %s"),
  COUNT("%s in it"),
  FALLEN("%s dropped"),
  ON_SALE("on sale"),
  NOT_ON_SALE("not on sale"),
  HOLDS("holds %s"),
  LOW("low at %s");

  private final String english;

  Trait(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }

  /** With its values. */
  public Said<Trait> of(Object... values) {
    return Said.of(this, values);
  }
}
