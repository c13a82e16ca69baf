package io.drinkd.board.json;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import org.pf4j.Extension;

/** Boards that speak in lines of JSON. */
@Extension
public final class JsonDriver extends BoardDriver {

  public JsonDriver() {
    super("json-board", BoardTraits.loggingIn(Duration.ofSeconds(30), Duration.ofSeconds(60)));
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new JsonLines());
  }
}
