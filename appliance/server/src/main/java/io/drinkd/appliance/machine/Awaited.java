package io.drinkd.appliance.machine;

/** What has to come before a machine that is down can take orders again. */
public enum Awaited {
  /** Its board, as far as anybody knows. */
  BOARD,
  /**
   * Its board, to which its former owner may have the only link: that one has not left the machine.
   */
  FORMER_OWNER,
  /** The bank, without which nobody knows here who has it. */
  BANK,
  /** An appliance that has a file for it. */
  OWNER,
  /** Its driver, which the appliance that has it lacks. */
  DRIVER,
  /** The end of the start of the appliance that has it. */
  START
}
