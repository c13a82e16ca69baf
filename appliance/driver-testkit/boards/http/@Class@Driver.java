package io.drinkd.board.@package@;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/** A board with HTTP and a token, visited for each question; it answers after a drop. */
@Extension
public final class @Class@Driver implements MachineDriver {

  private static final BoardTraits TRAITS =
      BoardTraits.visited(Duration.ofSeconds(15))
          .sendingPassword()
          .suggesting(BoardTimes.USUAL.withAnswerTimeout(Duration.ofSeconds(20)));

  private static final List<DriverSetting> SETTINGS =
      List.of(DriverSetting.text("path", "what all its paths begin with").orElse(""));

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
    return new BoardLink(context, TRAITS, new VisitCodec(), new Visits(context.settings()));
  }
}
