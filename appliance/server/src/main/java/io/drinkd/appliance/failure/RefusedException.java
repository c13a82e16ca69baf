package io.drinkd.appliance.failure;

import java.util.OptionalLong;

/**
 * The house does not do what it is asked to. Thrown where that is known at once; otherwise the
 * future that the operation returned fails with it, not wrapped. An everyday answer, so it has no
 * stack trace and no cause.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;
  private final long drop;

  public RefusedException(Refusal refusal) {
    this(refusal, "");
  }

  /**
   * @param detail one line for whoever asked: what was found and what to do; may be empty
   */
  public RefusedException(Refusal refusal, String detail) {
    this(refusal, detail, 0);
  }

  /**
   * @param drop the number of the drop that ended so; 0 if none was opened
   */
  public RefusedException(Refusal refusal, String detail, long drop) {
    super(detail, null, false, false);
    this.refusal = refusal;
    this.drop = drop;
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }

  /** The number of the drop that ended so, if one was opened. */
  public OptionalLong drop() {
    return drop == 0 ? OptionalLong.empty() : OptionalLong.of(drop);
  }
}
