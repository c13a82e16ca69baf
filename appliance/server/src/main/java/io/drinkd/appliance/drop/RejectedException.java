package io.drinkd.appliance.drop;

/** A request that is not carried out. An everyday answer, so it carries no stack trace. */
final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final DropResult.Kind kind;

  RejectedException(DropResult.Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  DropResult.Kind kind() {
    return kind;
  }
}
