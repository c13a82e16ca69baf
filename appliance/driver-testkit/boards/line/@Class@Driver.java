package io.drinkd.board.@package@;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import org.pf4j.Extension;

/** A board that has been idle for half a minute is asked for its slots; a live one answers. */
@Extension
public final class @Class@Driver implements MachineDriver {

  private static final Duration ASK_AFTER = Duration.ofSeconds(30);
  private static final Duration LOST_AFTER = Duration.ofSeconds(60);
  private static final BoardTraits TRAITS =
      BoardTraits.loggingIn(new Liveness(ASK_AFTER, LOST_AFTER));

  @Override
  public String model() {
    return "@model@";
  }

  @Override
  public BoardTraits traits() {
    return TRAITS;
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, TRAITS, new LinesOfBoard());
  }
}
