package io.drinkd.board.tini390;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.tini.TiniGrammar;
import java.time.Duration;
import org.pf4j.Extension;

/**
 * TINI 390 boards. They send no keep-alive, so a board that has been idle for a minute is asked for
 * its slots; a live one answers within seconds.
 */
@Extension
public final class Tini390Driver extends BoardDriver {

  public Tini390Driver() {
    super(
        "tini390",
        BoardTraits.loggingIn(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90), true)));
  }

  @Override
  public Board open(BoardContext context) {
    TiniGrammar.requireSlots(context.settings().slots());
    return new BoardLink(context, traits(), new Tini390Codec());
  }
}
