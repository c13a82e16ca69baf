package io.drinkd.board.tini400;

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
 * TINI 400 boards. They send a keep-alive every 40 s, so they are never asked; one that misses two
 * of these is lost.
 */
@Extension
public final class Tini400Driver extends BoardDriver {

  private static final Duration LOST_AFTER = Duration.ofSeconds(90);

  public Tini400Driver() {
    super("tini400", BoardTraits.loggingIn(new Liveness(LOST_AFTER, LOST_AFTER, true)));
  }

  @Override
  public Board open(BoardContext context) {
    TiniGrammar.requireSlots(context.settings().slots());
    return new BoardLink(context, traits(), new Tini400Codec());
  }
}
