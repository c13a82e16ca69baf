package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Phrase;

/** What may be wrong with a list of members to be added. */
public enum ImportFault implements Phrase {
  /** The columns that there may be. */
  NO_HEADER("found nothing, expected a header: %s"),
  SEMICOLONS(
      "found semicolons in the header, expected commas between the values; save the list so"),
  /** The one that is there, and those that there may be. */
  COLUMN("found column \"%s\", expected a header of some of these, once each: %s"),
  NO_NAMES("found no column \"name\" in the header"),
  NO_MEMBERS("found no line behind the header, expected members"),
  /** How many there may be. */
  TOO_MANY("a list has at most %s members"),
  QUOTES(
      "a value between double quotes does not end where it should; a quote in it is written twice"),
  /** How many there are, and how many columns. */
  VALUES("found %s values, expected %s"),
  /** The column and the value. */
  NO_FLAG("found %s \"%s\", expected yes or no"),
  /** The column and the value. */
  NO_NUMBER("found %s \"%s\", expected a whole number"),
  /** A line before, and the name. */
  SAME_NAME("line %s has the name %s already"),
  /** A line before, and the id. */
  SAME_CARD("line %s has the iButton %s already"),
  /** The id. */
  CARD_TWICE("this line has the iButton %s already"),
  /** The value that the house refuses, empty for one that is not to be shown, and why. */
  REFUSED("%2$s");

  private final String english;

  ImportFault(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
