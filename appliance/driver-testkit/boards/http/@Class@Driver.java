package io.drinkd.board.@package@;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.http.HttpCodec;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import org.pf4j.Extension;

/** A board with HTTP and a token, visited for each question; it answers after a drop. */
@Extension
public final class @Class@Driver extends BoardDriver {

  public @Class@Driver() {
    super(
        "@model@",
        BoardTraits.visited(Duration.ofSeconds(15))
            .sendingPassword()
            .suggestingTimeout(Duration.ofSeconds(20)),
        DriverSetting.text("path", "what all its paths begin with")
            .orElse("")
            .tellingBoardsApart());
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new HttpCodec(), new Visits(context.settings()));
  }
}
