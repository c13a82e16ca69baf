package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.tini.TiniGrammar;
import java.time.Duration;
import java.util.List;

/** A driver for the tests of what all drivers share. */
public final class TiniDriver implements MachineDriver {

  public static final BoardTraits TRAITS =
      BoardTraits.loggingIn(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90)));

  /** What its boards say. */
  public static final List<String> WORDS =
      """
      [up]
      < 0secret
      > 1
      [wrong]
      < 0guess
      > 2
      [order]
      > 3%d
      [made]
      < 4
      [refused]
      < 5
      [slots]
      < 71 1`2 0
      [garbage]
      < 44
      """
          .lines()
          .toList();

  @Override
  public String model() {
    return "test";
  }

  @Override
  public BoardTraits traits() {
    return TRAITS;
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, TRAITS, new Codec());
  }

  /** The family's grammar, and one line more that shows what a broken codec does. */
  public static final class Codec extends BoardLineCodec {
    @Override
    protected BoardMessage read(String line) {
      if (line.equals("break the codec")) {
        throw new AssertionError("thrown by a codec of this test");
      }
      return TiniGrammar.read(line).orElseGet(() -> garbage(line));
    }

    @Override
    protected String write(BoardRequest request) {
      return TiniGrammar.write(request);
    }
  }
}
