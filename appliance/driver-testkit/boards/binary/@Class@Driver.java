package io.drinkd.board.@package@;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import org.pf4j.Extension;

/** A board that reports nothing by itself: it is asked on opening, after drops, and so often. */
@Extension
public final class @Class@Driver extends BoardDriver {

  public @Class@Driver() {
    super(
        "@model@",
        BoardTraits.dialled(Duration.ofSeconds(30), Duration.ofSeconds(60))
            .polled(Duration.ofSeconds(10))
            .summed(FrameCodec.SUM));
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new FrameCodec(), new Orders(context.settings()));
  }
}
