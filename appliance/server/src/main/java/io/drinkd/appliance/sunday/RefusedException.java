package io.drinkd.appliance.sunday;

/**
 * Ends a command with a {@link Problem}: thrown by {@link Call} where an argument or the machine is
 * not as it must be, so that a command reads as what it does when all is well. It has no stack
 * trace, which nobody would read and every mistyped line would pay for.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Problem problem;

  public RefusedException(Problem problem) {
    this(problem, "");
  }

  /**
   * @param detail what {@link Problem} says that its detail is
   */
  public RefusedException(Problem problem, String detail) {
    super(detail, null, false, false);
    this.problem = problem;
  }

  Outcome outcome() {
    return new Outcome.Failed(problem, getMessage());
  }
}
