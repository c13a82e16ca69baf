package io.drinkd.appliance.soak;

/** Of some machines, what their boards let fall and what the books say of it. */
record Totals(int machines, long cans, long charged, long inDoubt) {

  /** Each can that is charged fell, and each that fell is charged or in doubt. */
  boolean isRight() {
    return charged <= cans && cans <= charged + inDoubt;
  }

  Totals plus(Totals other) {
    return new Totals(
        machines + other.machines,
        cans + other.cans,
        charged + other.charged,
        inDoubt + other.inDoubt);
  }

  @Override
  public String toString() {
    return "%d machines, %d cans fell, %d are charged, %d drops are in doubt"
        .formatted(machines, cans, charged, inDoubt);
  }
}
