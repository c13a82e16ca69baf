package io.drinkd.board.@package@;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Polls;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/** A board that reports nothing by itself, and whose motor needs a second between two drops. */
@Extension
public final class @Class@Driver implements MachineDriver {

  private static final BoardTraits TRAITS =
      BoardTraits.dialled(new Liveness(Duration.ofSeconds(30), Duration.ofSeconds(60)))
          .polled(Polls.every(Duration.ofSeconds(10)))
          .suggesting(BoardTimes.USUAL.withPause(Duration.ofSeconds(1)));

  private static final List<DriverSetting> SETTINGS =
      List.of(
          DriverSetting.duration(
                  "status-within",
                  Duration.ofMillis(100),
                  Duration.ofSeconds(10),
                  "how long it may take to report its state before an order")
              .orElse("2s"));

  @Override
  public String model() {
    return "@model@";
  }

  @Override
  public BoardTraits traits() {
    return TRAITS;
  }

  @Override
  public List<DriverSetting> settings() {
    return SETTINGS;
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, TRAITS, new FrameCodec(), new Orders(context.settings()));
  }
}
