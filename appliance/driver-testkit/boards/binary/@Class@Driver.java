package io.drinkd.board.@package@;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Checksum;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.Polls;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import java.util.Optional;
import org.pf4j.Extension;

/** A board that reports nothing by itself, and whose motor needs a second between two drops. */
@Extension
public final class @Class@Driver extends BoardDriver {

  public @Class@Driver() {
    super(
        "@model@",
        BoardTraits.dialled(new Liveness(Duration.ofSeconds(30), Duration.ofSeconds(60)))
            .polled(Polls.every(Duration.ofSeconds(10)))
            .suggesting(BoardTimes.USUAL.withPause(Duration.ofSeconds(1))),
        DriverSetting.duration(
                "status-within",
                "100ms",
                "10s",
                "how long it may take to report its state before an order")
            .orElse("2s"));
  }

  @Override
  public Optional<Checksum> checksum() {
    return Optional.of(FrameCodec.SUM);
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new FrameCodec(), new Orders(context.settings()));
  }
}
