package io.drinkd.driver.testkit;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.Dialogue;
import io.drinkd.driver.testkit.TranscriptReplay.Manner;
import io.drinkd.driver.testkit.sample.CarouselDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What boards ask by themselves, and when it is answered. */
class InquiriesTest {

  private static final Liveness LIVENESS =
      new Liveness(Duration.ofMinutes(5), Duration.ofMinutes(5));

  /** Answers {@code HELP} by {@code WAIT}, and asks {@code WHO?} as soon as it may. */
  private static final class HelpDriver extends BoardDriver {

    HelpDriver(boolean login) {
      super("help", login ? BoardTraits.loggingIn(LIVENESS) : BoardTraits.dialled(LIVENESS));
    }

    @Override
    public Board open(BoardContext context) {
      return new BoardLink(context, traits(), new Lines(), new Help());
    }

    private static final class Help extends BoardProtocol {
      @Override
      public Dialogue<List<BoardMessage>> answer(Object content) {
        return tell(
            new BoardRequest.Line("WAIT"),
            ask(new BoardRequest.Line("WHO?"))
                .then(String.class, who -> end(new BoardMessage.Door(who.equals("burglar")))));
      }
    }

    private static final class Lines extends BoardLineCodec {
      @Override
      protected BoardMessage read(String line) {
        return switch (line) {
          case "HELLO secret" -> new BoardMessage.Login("secret");
          case "HELP" -> new BoardMessage.Inquiry(line);
          case "OK" -> new BoardMessage.DropMade();
          default -> new BoardMessage.Reply(line);
        };
      }

      @Override
      protected String write(BoardRequest request) {
        return request instanceof BoardRequest.Drop drop ? "DROP " + drop.slot() : "WELCOME";
      }
    }
  }

  private static void replay(MachineDriver driver, Manner manner, List<String> lines)
      throws Exception {
    var sums = new SummedLine(driver.traits().checksum());
    List<String> spelled = lines.stream().map(sums::inHex).map(sums::fill).toList();
    try (var replay = new TranscriptReplay(driver, Transcript.parse("test", spelled), manner)) {
      replay.play();
    }
  }

  private static void replay(MachineDriver driver, String lines) throws Exception {
    replay(driver, Manner.AS_WRITTEN, lines.lines().toList());
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void aGreetingIsAwaitedAndAQuestionIsAnsweredAlsoDuringAnOrder(Manner manner) throws Exception {
    replay(
        new CarouselDriver(),
        manner,
        """
        < READY%c
        > TIME 1767225600%c
        = state up: the board answers
        = drop 1
        > TAKE 1%c
        = advance 15s
        < TIME?%c
        > TIME 1767225615%c
        < TICKET 7%c
        < POWER battery%c
        < STUCK 7*00
        < OPENED 7%c
        = power battery
        = drop 1 -> dropped
        < READY%c
        > TIME 1767225615%c
        """
            .lines()
            .toList());
  }

  @Test
  void aGreetingThatDoesNotComeCostsTheLink() throws Exception {
    replay(
        new CarouselDriver(),
        """
        = advance 5s
        = state down: no greeting within 5 s
        = link closed
        """);
  }

  @Test
  void aTicketWithoutAResultIsAnOrderInDoubt() throws Exception {
    replay(
        new CarouselDriver(),
        """
        < READY%c
        > TIME 1767225600%c
        = state up
        = drop 1
        > TAKE 1%c
        < TICKET 7%c
        = advance 20s
        = state quarantined: no answer to drop 1 from slot 1 within 20 s
        = drop 1 -> unknown: no answer within 20 s
        < OPENED 7%c
        = late drop 1 -> dropped
        = state up
        """);
  }

  @Test
  void whatIsAskedBackWaitsForTheOrderAndHasATimeOut() throws Exception {
    replay(
        new HelpDriver(false),
        """
        < HELP
        > WAIT
        = state up
        > WHO?
        < cat
        = door closed
        = drop 1
        > DROP 1
        < HELP
        > WAIT
        < OK
        = drop 1 -> dropped
        > WHO?
        = advance 5s
        = state down: no answer within 5 s
        = link closed
        """);
  }

  @Test
  void aBoardThatAsksEndlesslyIsAskedBackSixteenTimes() throws Exception {
    List<String> lines = new ArrayList<>(List.of("< HELP", "> WAIT", "= state up", "> WHO?"));
    for (int i = 0; i < 40; i++) {
      lines.addAll(List.of("< HELP", "> WAIT"));
    }
    lines.addAll(List.of("< cat", "= door closed"));
    for (int i = 0; i < 16; i++) {
      lines.addAll(List.of("> WHO?", "< cat", "= door closed"));
    }
    lines.addAll(List.of("= drop 1", "> DROP 1", "< OK", "= drop 1 -> dropped"));

    replay(new HelpDriver(false), Manner.AS_WRITTEN, Collections.unmodifiableList(lines));
  }

  @Test
  void whoeverHasNotLoggedInIsNotAnswered() throws Exception {
    replay(
        new HelpDriver(true),
        """
        < HELP
        < HELLO secret
        > WELCOME
        = state up: logged in
        < HELP
        > WAIT
        > WHO?
        < cat
        = door closed
        """);
  }
}
