package io.drinkd.board.tini400;

import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.tini.TiniGrammar;

/**
 * A TINI 400 board's lines: the grammar of the family. The board puts a space after its opcodes; it
 * accepts orders without one, like all of the family.
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
