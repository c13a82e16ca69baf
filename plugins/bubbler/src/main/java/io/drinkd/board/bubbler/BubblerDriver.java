package io.drinkd.board.bubbler;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.http.HttpCodec;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/** A board with HTTP and a token; it answers an order when its motor has run, after seconds. */
@Extension
public final class BubblerDriver extends BoardDriver {

  public BubblerDriver() {
    super(
        "bubbler",
        BoardTraits.visited(Duration.ofSeconds(15))
            .sendingPassword()
            .suggestingTimeout(Duration.ofSeconds(20)),
        DriverSetting.text("token-header", "the header that has the token").orElse("X-Auth-Token"),
        DriverSetting.text("path", "what all its paths begin with").orElse("").tellingBoardsApart(),
        DriverSetting.number("first-slot", 0, 1, "the number that it reports of its first slot")
            .orElse(0),
        DriverSetting.choice("temperature", List.of("celsius", "fahrenheit"), "that of /slots")
            .orElse("celsius"));
  }

  @Override
  public Board open(BoardContext context) {
    var protocol = new BubblerProtocol(context.settings());
    return new BoardLink(context, traits(), new HttpCodec(), protocol);
  }
}
