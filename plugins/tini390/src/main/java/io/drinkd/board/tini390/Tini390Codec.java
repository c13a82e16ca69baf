package io.drinkd.board.tini390;

import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.tini.TiniGrammar;

/** A TINI 390 board's lines: the grammar of the family, with nothing of its own. */
final class Tini390Codec extends BoardLineCodec {

  @Override
  protected BoardMessage read(String line) {
    return TiniGrammar.read(line).orElseGet(() -> garbage(line));
  }

  @Override
  protected String write(BoardRequest request) {
    return TiniGrammar.write(request);
  }
}
