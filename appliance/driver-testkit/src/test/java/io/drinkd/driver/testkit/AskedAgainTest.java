package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.Dialogue;
import io.drinkd.driver.link.Dialogue.Question;
import io.drinkd.driver.testkit.TranscriptReplay.Manner;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Questions that are asked again over a link that is held: {@code 2 FELL?}. */
class AskedAgainTest {

  private static final Duration WITHIN = Duration.ofSeconds(3);

  private static final String ORDERED =
      """
      < 0 HELLO
      = state up
      = drop 1
      > 1 DROP
      < 1 OK
      > 2 FELL?
      = advance 3s
      """;

  /** What follows if no answer comes to the question whether the can fell. */
  private enum Then {
    ASK_AGAIN,
    DROP_AGAIN,
    /** Before the order, until the board is free. */
    ASK_BEFORE,
    /** Over a link whose answers have no numbers. */
    ASK_WITHOUT_NUMBER,
    /** Of a model whose answers have the number of the drop. */
    ASK_WITH_IDS
  }

  private record Driver(Then then) implements MachineDriver {

    @Override
    public String model() {
      return "again";
    }

    @Override
    public BoardTraits traits() {
      BoardTraits traits = BoardTraits.dialled(Duration.ofMinutes(4), Duration.ofMinutes(5));
      return then == Then.ASK_WITH_IDS ? traits.withIds() : traits;
    }

    @Override
    public Board open(BoardContext context) {
      return new BoardLink(context, traits(), new Lines(), new Orders(then));
    }
  }

  private static final class Orders extends BoardProtocol {

    private final Then then;
    private int last;

    Orders(Then then) {
      this.then = then;
    }

    private Question question(String text) {
      last++;
      Question question = ask(new BoardRequest.Line(last + " " + text));
      return then == Then.ASK_WITHOUT_NUMBER ? question : question.numbered(last);
    }

    @Override
    public Dialogue<DropOutcome> order(DropOrder order) {
      if (then == Then.ASK_BEFORE) {
        return question("FREE?")
            .then(
                String.class,
                word ->
                    word.equals("OK") ? drop() : pause(Duration.ofSeconds(8), () -> order(order)));
      }
      return then == Then.ASK_WITHOUT_NUMBER || then == Then.ASK_WITH_IDS ? fell() : drop();
    }

    private Dialogue<DropOutcome> drop() {
      return question("DROP").commits().then(String.class, word -> fell());
    }

    private Dialogue<DropOutcome> fell() {
      return question("FELL?")
          .within(WITHIN)
          .then(String.class, word -> word.equals("OK") ? dropped() : unknown(word))
          .orElse(() -> then == Then.DROP_AGAIN ? drop() : fell());
    }
  }

  private static final class Lines extends BoardLineCodec {

    @Override
    protected BoardMessage read(String line) {
      String[] words = line.split(" ");
      return words[1].equals("HELLO")
          ? new BoardMessage.KeepAlive()
          : new BoardMessage.Reply(words[1]).withId(Long.parseLong(words[0]));
    }

    @Override
    protected String write(BoardRequest request) {
      throw new IllegalArgumentException("no such request: " + request);
    }
  }

  private static void replay(Then then, String lines) throws Exception {
    var transcript = Transcript.parse("test", lines.lines().toList());
    for (Manner manner : List.of(Manner.AS_WRITTEN, Manner.BYTE_BY_BYTE)) {
      try (var replay = new TranscriptReplay(new Driver(then), transcript, manner)) {
        replay.play();
      }
    }
  }

  @Test
  void aLateAnswerToTheFirstAskingIsNotTakenForTheSecond() throws Exception {
    replay(
        Then.ASK_AGAIN,
        ORDERED
            + """
            > 3 FELL?
            < 2 NO
            < 3 OK
            < 3 OK
            = drop 1 -> dropped
            """);
  }

  @Test
  void theAskingGoesOnInTheGuardTimeAndWhatItFindsIsTheLateAnswer() throws Exception {
    replay(
        Then.ASK_AGAIN,
        ORDERED
            + """
            > 3 FELL?
            = advance 3s
            > 4 FELL?
            = advance 3s
            > 5 FELL?
            = advance 1s
            = state quarantined: no answer to drop 1 from slot 1 within 10 s
            = drop 1 -> unknown: no answer within 10 s: the board's last answer was: OK, number 1
            = advance 2s
            > 6 FELL?
            = advance 3s
            > 7 FELL?
            < 5 NO
            < 7 OK
            = late drop 1 -> dropped
            = state up
            """);
  }

  @Test
  void theAskingEndsWithTheGuardTime() throws Exception {
    String asked =
        IntStream.rangeClosed(6, 15)
            .mapToObj(question -> "= advance 3s\n> " + question + " FELL?\n")
            .collect(Collectors.joining());
    replay(
        Then.ASK_AGAIN,
        ORDERED.replace("= advance 3s", "= advance 1s")
            + """
            = advance 2s
            > 3 FELL?
            = advance 3s
            > 4 FELL?
            = advance 3s
            > 5 FELL?
            = advance 1s
            = state quarantined
            = drop 1 -> unknown
            """
            + asked.replaceFirst("3s", "2s")
            + """
            = advance 1s
            = state down: no answer to drop 1 from slot 1 in the guard time of 30 s either
            = link closed
            """);
  }

  @Test
  void anOrderWhoseTimeIsOverSaysWhatTheBoardHasSaidMeanwhile() throws Exception {
    replay(
        Then.ASK_AGAIN,
        """
        < 0 HELLO
        = state up
        < 99 OK
        = drop 1
        > 1 DROP
        < 7 OK
        < 8 OK
        = advance 10s
        = state quarantined: no answer to drop 1 from slot 1 within 10 s
        = drop 1 -> unknown: no answer within 10 s: ignored 2 messages meanwhile, the last: an\
         answer to no question: OK, number 8
        """);
    replay(
        Then.ASK_BEFORE,
        """
        < 0 HELLO
        = state up
        = drop 1
        > 1 FREE?
        < 1 NO
        = advance 8s
        > 2 FREE?
        < 2 NO
        = advance 2s
        = state down: no answer to the questions before drop 1 from slot 1 within 10 s
        = drop 1 -> not sent: no answer to the questions before drop 1 from slot 1 within 10 s: the\
         board's last answer was: NO, number 2
        = link closed
        """);
  }

  @Test
  void anOrderIsNotGivenTwice() throws Exception {
    replay(
        Then.DROP_AGAIN,
        ORDERED
            + """
            = state down: its driver gives one order twice
            = drop 1 -> unknown: its driver gives one order twice
            = link closed
            """);
  }

  @Test
  void isAnErrorWhereALateAnswerCouldBeTakenForTheNextOne() {
    for (Then then : List.of(Then.ASK_WITHOUT_NUMBER, Then.ASK_WITH_IDS)) {
      assertThatThrownBy(() -> replay(then, "< 0 HELLO\n= state up\n= drop 1\n> 1 FELL?\n"))
          .as(then.name())
          .hasStackTraceContaining("a question with orElse() needs a number");
    }
  }

  @Test
  void isForAQuestionThatHasATimeAndOnlyReads() {
    Question reads = new Orders(Then.ASK_AGAIN).question("FELL?");
    for (Question question : List.of(reads, reads.within(WITHIN).commits())) {
      Dialogue.Ask<DropOutcome> ask = question.then(Dialogue.Unexpected::new);
      assertThatThrownBy(() -> ask.orElse(() -> ask))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("orElse() is for a question with within()");
    }
  }
}
