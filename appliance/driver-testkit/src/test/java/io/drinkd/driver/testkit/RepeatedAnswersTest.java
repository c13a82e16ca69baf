package io.drinkd.driver.testkit;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Polls;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.Dialogue;
import io.drinkd.driver.testkit.TranscriptReplay.Manner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that come twice, the second time when something else was asked. */
class RepeatedAnswersTest {

  private record State(String word) {}

  private record DropResult(int code) {}

  /**
   * Of boards that are asked for their state before an order and after it.
   *
   * @param numbered whether an order has a number, which its answer repeats
   */
  private record StateDriver(boolean numbered) implements MachineDriver {

    @Override
    public String model() {
      return "state";
    }

    @Override
    public BoardTraits traits() {
      return BoardTraits.dialled(new Liveness(Duration.ofSeconds(10), Duration.ofSeconds(20)))
          .polled(Polls.every(Duration.ofMinutes(5)));
    }

    @Override
    public Board open(BoardContext context) {
      return new BoardLink(context, traits(), new Lines(), new Orders(numbered));
    }
  }

  private static final class Orders extends BoardProtocol {

    private final boolean numbered;

    private long last;

    Orders(boolean numbered) {
      this.numbered = numbered;
    }

    @Override
    public Dialogue<DropOutcome> order(DropOrder order) {
      return ask(new BoardRequest.Line("STATE"))
          .then(State.class, state -> numbered ? numbered(order.slot()) : plain(order.slot()));
    }

    private Dialogue<DropOutcome> numbered(int slot) {
      last++;
      return ask(new BoardRequest.Line("DROP " + slot + " " + last))
          .numbered(last)
          .commits()
          .then(DropResult.class, Orders::result);
    }

    private static Dialogue<DropOutcome> plain(int slot) {
      return ask(new BoardRequest.Line("DROP " + slot))
          .commits()
          .then(DropResult.class, Orders::result);
    }

    private static Dialogue<DropOutcome> result(DropResult result) {
      return result.code() == 0 ? dropped() : refused(Refusal.JAMMED, "it is stuck");
    }

    @Override
    public Dialogue<List<BoardMessage>> poll() {
      return ask(new BoardRequest.Line("STATE")).then(State.class, state -> end());
    }
  }

  private static final class Lines extends BoardLineCodec {

    @Override
    protected BoardMessage read(String line) {
      String[] words = line.split(" ");
      if (words[0].equals("STATE")) {
        return new BoardMessage.Reply(new State(words[1]));
      }
      var result = new BoardMessage.Reply(new DropResult(Integer.parseInt(words[1])));
      return words.length < 3 ? result : result.withId(Long.parseLong(words[2]));
    }

    @Override
    protected String write(BoardRequest request) {
      throw new IllegalArgumentException("no such request: " + request);
    }
  }

  private static void replay(boolean numbered, String lines) throws Exception {
    var transcript = Transcript.parse("test", lines.lines().toList());
    for (Manner manner : List.of(Manner.AS_WRITTEN, Manner.BYTE_BY_BYTE)) {
      try (var replay = new TranscriptReplay(new StateDriver(numbered), transcript, manner)) {
        replay.play();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResultThatComesTwiceIsIgnoredWhereAStateIsAwaited(boolean numbered) throws Exception {
    String lines =
        """
        > STATE
        < STATE free
        = state up
        = drop 1
        > STATE
        < STATE free
        > DROP 1 #1
        < DONE 0 #1
        = drop 1 -> dropped
        > STATE
        < DONE 0 #1
        < STATE free
        = drop 2
        > STATE
        < DONE 0 #1
        < STATE free
        > DROP 2 #2
        < DONE 1 #2
        = drop 2 -> refused jammed
        > STATE
        < STATE free
        """;
    replay(numbered, numbered ? lines.replace("#", "") : lines.replaceAll(" #[12]", ""));
  }

  @Test
  void aResultThatNobodyAskedForCostsTheLinkAndIsSaidInWords() throws Exception {
    replay(
        false,
        """
        > STATE
        < DONE 7
        = state up
        = state down: unexpected answer of the board: drop result (code 7)
        = link closed
        """);
  }

  @Test
  void whileALateAnswerIsAwaitedABoardThatIsNotAskedIsNotLost() throws Exception {
    replay(
        false,
        """
        > STATE
        < STATE free
        = state up
        = drop 1
        > STATE
        < STATE free
        > DROP 1
        = advance 10s
        = state quarantined: no answer to drop 1 from slot 1 within 10 s
        = drop 1 -> unknown
        = advance 29s
        < DONE 0
        = late drop 1 -> dropped
        = state up
        > STATE
        < STATE free
        = advance 10s
        > STATE
        = advance 5s
        = state down: no answer within 5 s
        = link closed
        """);
  }
}
