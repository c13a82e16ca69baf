package io.drinkd.appliance.sunday;

/**
 * Ends a command with a {@link ErrorCode}: thrown by {@link CommandContext} where an argument or
 * the machine is not as it must be, so that a command reads as what it does when all is well. It
 * has no stack trace, which nobody would read and every mistyped line would pay for.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode problem;

  public RefusedException(ErrorCode problem) {
    this(problem, "");
  }

  /**
   * @param detail what {@link ErrorCode} says that its detail is
   */
  public RefusedException(ErrorCode problem, String detail) {
    super(detail, null, false, false);
    this.problem = problem;
  }

  CommandResult outcome() {
    return new CommandResult.Failed(problem, getMessage());
  }
}
