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
  private final String about;

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
    this(refusal, detail, drop, "");
  }

  private RefusedException(Refusal refusal, String detail, long drop, String about) {
    super(detail, null, false, false);
    this.refusal = refusal;
    this.drop = drop;
    this.about = about;
  }

  /**
   * The same, where the refusal alone does not say which of several values it is about.
   *
   * @param value its name, such as {@code capacity}
   */
  public RefusedException about(String value) {
    return new RefusedException(refusal, getMessage(), drop, value);
  }

  /** The name of the value that it is about; empty if the refusal says so. */
  public String about() {
    return about;
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
