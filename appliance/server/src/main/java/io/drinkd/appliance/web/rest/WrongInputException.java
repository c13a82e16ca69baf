package io.drinkd.appliance.web.rest;

import java.util.List;

/** A request has values that cannot be so. An everyday answer, so it has no stack trace. */
final class WrongInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fields.Mistake> mistakes;

  /**
   * @param mistakes at least one
   */
  WrongInputException(List<Fields.Mistake> mistakes) {
    super("wrong input", null, false, false);
    this.mistakes = mistakes;
  }

  List<Fields.Mistake> mistakes() {
    return mistakes;
  }
}
