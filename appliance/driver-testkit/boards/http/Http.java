package io.drinkd.board.@package@;

import io.drinkd.driver.MaskedText;

/** A question to the board and its answer, as far as this driver needs HTTP. */
final class Http {

  private Http() {}

  /**
   * A request.
   *
   * @param verb such as GET
   * @param host the board's address, as the machine's file has it
   * @param token a whole header line, with its end
   * @param body JSON; empty if there is none
   */
  record Request(String verb, String path, String host, MaskedText token, String body) {}

  /**
   * An answer.
   *
   * @param status such as 200
   */
  record Answer(int status, String body) {}
}
