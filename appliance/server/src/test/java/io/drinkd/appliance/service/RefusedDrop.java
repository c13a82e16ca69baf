package io.drinkd.appliance.service;

/** Refusals with a drop's number, for tests of other packages. */
public final class RefusedDrop {

  private RefusedDrop() {}

  /** As if the first drop of the books had ended so. */
  public static RefusedException first(Refusal refusal) {
    return new RefusedException(refusal, "", 1);
  }
}
