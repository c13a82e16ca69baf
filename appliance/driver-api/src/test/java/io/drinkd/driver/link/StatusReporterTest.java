package io.drinkd.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** What the log has of a board's state: one line for one loss. */
class StatusReporterTest {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final List<String> logged = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();
  private StatusReporter status;

  @BeforeEach
  void begin() {
    Logger log =
        (Logger)
            Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, values) -> {
                  if (List.of("warn", "info").contains(method.getName())) {
                    Object[] words = {values[1], values[2]};
                    logged.add(
                        MessageFormatter.arrayFormat((String) values[0], words).getMessage());
                  }
                  return null;
                });
    status = new StatusReporter(new Listener(reported), log);
  }

  private record Listener(List<String> reported) implements BoardListener {

    @Override
    public void stateChanged(BoardState state, String reason) {
      reported.add(reason);
    }

    @Override
    public void slotsReported(Map<Integer, SlotReading> slots) {}

    @Override
    public void temperatureMeasured(String thermometer, double celsius) {}

    @Override
    public void doorReported(boolean open) {}

    @Override
    public void powerReported(PowerState state) {}

    @Override
    public void answeredLate(DropOrder order, DropOutcome outcome) {}
  }

  @Test
  void aLossIsOneLineThoughTheNextAttemptFailsForAnotherReason() {
    status.report(BoardState.UP, "logged in");
    status.report(BoardState.DOWN, "link lost: closed by the board");
    for (int i = 0; i < 100; i++) {
      status.reportFailedAttempt("board:1 refuses the connection", SOON);
    }

    assertThat(logged)
        .containsExactly("board UP: logged in", "board DOWN: link lost: closed by the board");
    assertThat(reported).endsWith("board:1 refuses the connection");
  }

  @Test
  void whatTheBoardHasSaidMeanwhileIsInTheLogAlone() {
    status.report(BoardState.QUARANTINED, "no answer to drop 1", ": ignored 14 messages meanwhile");

    assertThat(logged)
        .containsExactly("board QUARANTINED: no answer to drop 1: ignored 14 messages meanwhile");
    assertThat(reported).containsExactly("no answer to drop 1");
  }

  @Test
  void aBoardThatIsVisitedIsLostInTheSameWay() {
    status.report(BoardState.UP, "the board answers");
    status.reportFailedAttempt("connection lost: closed by the board", SOON);
    status.reportFailedAttempt("board:1 refuses the connection", SOON);
    status.reportFailedAttempt("no route to board:1", SOON);

    assertThat(logged)
        .containsExactly(
            "board UP: the board answers",
            "board DOWN: connection lost: closed by the board",
            "board DOWN: no route to board:1");
  }

  @Test
  void aBoardThatWasNeverThereAndAWrongCertificateAreLines() {
    status.reportFailedAttempt("board:1 refuses the connection", SOON);
    status.report(BoardState.UP, "logged in");
    status.report(BoardState.DOWN, "link lost: closed by the board");
    status.reportFailedAttempt("TLS with board:1: found a certificate for tea", SOON);

    assertThat(logged)
        .containsExactly(
            "board DOWN: board:1 refuses the connection",
            "board UP: logged in",
            "board DOWN: link lost: closed by the board",
            "board DOWN: TLS with board:1: found a certificate for tea");
  }
}
