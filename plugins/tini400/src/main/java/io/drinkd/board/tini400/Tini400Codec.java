package io.drinkd.board.tini400;

import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.tini.TiniGrammar;

/**
 * A TINI 400 board's lines: the grammar of the family. The board puts a space behind its opcodes;
 * it is told its orders without one, as all of the family are.
 */
final class Tini400Codec extends BoardLineCodec {

  @Override
  protected BoardMessage read(String line) {
    return TiniGrammar.read(line).orElseGet(() -> garbage(line));
  }

  @Override
  protected String write(BoardRequest request) {
    return TiniGrammar.write(request);
  }
}
