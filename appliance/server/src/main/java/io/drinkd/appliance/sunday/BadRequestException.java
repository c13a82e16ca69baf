package io.drinkd.appliance.sunday;

/**
 * A request that is not one of the protocol's: what {@link ErrorCode} has no refusal of the house
 * for. It has no stack trace, which every mistyped line would pay for.
 */
public final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public BadRequestException(ErrorCode code) {
    this(code, "");
  }

  /**
   * @param detail one line for whoever asked, where the code has one
   */
  public BadRequestException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  CommandResult result() {
    return new CommandResult.Failed(code, getMessage());
  }
}
