package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.http.HttpAnswer;
import io.drinkd.driver.http.HttpBoard;
import io.drinkd.driver.http.HttpCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.time.Duration;
import java.util.List;

/** A driver of boards with HTTP that takes whatever is not 200 for a drop that was not made. */
public final class HastyDriver extends BoardDriver {

  private static final String HEADERS =
      " HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n";
  private static final String ASKED = ">~ GET /state" + HEADERS + "\\r\\n";
  private static final String WELL = "<~ HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n";

  /** What is said, for the checks. */
  public static final List<String> WORDS =
      List.of(
          "[up]",
          ASKED,
          WELL,
          "[order]",
          ">~ POST /drop/%d" + HEADERS + "Content-Length: 0\\r\\n\\r\\n",
          "[made]",
          WELL,
          "[refused]",
          "<~ HTTP/1.1 409 Conflict\\r\\nContent-Length: 0\\r\\n\\r\\n",
          "[after]",
          ASKED,
          WELL,
          "[no slots]",
          "[garbage]",
          "<~ SSH-2.0\\r\\n");

  public HastyDriver() {
    super("hasty", BoardTraits.visited(Duration.ofSeconds(15)));
  }

  @Override
  public Board open(BoardContext context) {
    var board = HttpBoard.of(context.settings());
    return new BoardLink(context, traits(), new HttpCodec(), new Visits(board));
  }

  private static final class Visits extends BoardProtocol {

    private final HttpBoard board;

    Visits(HttpBoard board) {
      this.board = board;
    }

    @Override
    public Dialogue<DropOutcome> order(DropOrder order) {
      return ask(board.post("/drop/" + order.slot()))
          .commits()
          .then(
              HttpAnswer.class,
              answer ->
                  answer.status() == 200 ? dropped() : refused(Refusal.UNSTATED, answer.line()));
    }

    @Override
    public Dialogue<List<BoardMessage>> poll() {
      return ask(board.get("/state")).then(HttpAnswer.class, state -> end());
    }
  }
}
