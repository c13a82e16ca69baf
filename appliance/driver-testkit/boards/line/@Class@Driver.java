package io.drinkd.board.@package@;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import org.pf4j.Extension;

/** A board that has been idle for half a minute is asked for its slots; a live one answers. */
@Extension
public final class @Class@Driver extends BoardDriver {

  public @Class@Driver() {
    super("@model@", BoardTraits.loggingIn(Duration.ofSeconds(30), Duration.ofSeconds(60)));
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new LinesOfBoard());
  }
}
