package io.drinkd.appliance.member;

/** What somebody logs in by that is a secret and a name in one. Each kind has a rate of its own. */
public enum SecretKind {
  /** Of a program. */
  TOKEN,
  /** The id of an iButton or a card. */
  CARD,
  /** That pairs a kiosk. */
  CODE
}
