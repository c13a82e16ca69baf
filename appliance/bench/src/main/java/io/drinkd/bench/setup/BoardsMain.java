package io.drinkd.bench.setup;

import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Simulated boards that answer at once, many in one process. Arguments: how many, slots of each,
 * password. Says where each listens, a line each.
 */
final class BoardsMain {

  private static final int CANS_A_SLOT = Integer.MAX_VALUE;

  private BoardsMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int count = Integer.parseInt(arguments[0]);
    int slots = Integer.parseInt(arguments[1]);
    List<SimulatedBoard> boards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boards.add(
          SimulatedBoard.listen(
              new SimulatedBoardOptions(arguments[2])
                  .stock(Collections.nCopies(slots, CANS_A_SLOT))
                  .motorTime(Duration.ZERO)));
    }
    boards.forEach(board -> System.out.println("listening on 127.0.0.1:" + board.port()));
    boards.get(0).awaitEnd();
  }
}
