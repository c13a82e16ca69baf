package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.http.HttpAnswer;
import io.drinkd.driver.http.HttpBoard;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Door;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.time.Duration;
import java.util.List;

/** Asks what becomes of an order until the board knows; a poll has two questions. */
final class PatientVisits extends BoardProtocol {

  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);
  private static final int TIMES = 20;

  private final HttpBoard board;

  PatientVisits(BoardSettings settings) {
    board = HttpBoard.of(settings);
  }

  /** The board answers when its motor starts. */
  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(board.post("/drop", "{\"slot\":" + order.slot() + "}"))
        .commits()
        .then(
            HttpAnswer.class,
            answer ->
                switch (answer.status()) {
                  case 202 -> result(TIMES);
                  case 409 -> refused(Refusal.BUSY, answer.line());
                  default -> unknown(answer.line());
                });
  }

  /** Asks until the motor stands still, so many times at most, and again if no answer comes. */
  private Dialogue<DropOutcome> result(int times) {
    return ask(board.get("/motor"))
        .within(ANSWERED_WITHIN)
        .then(
            HttpAnswer.class,
            motor ->
                switch (motor.body()) {
                  case "fell" -> dropped();
                  case "nothing fell" -> refused(Refusal.EMPTY, motor.line());
                  case "runs" ->
                      times > 1
                          ? pause(BETWEEN, () -> result(times - 1))
                          : unknown("its motor runs and runs");
                  default -> unknown(motor.line());
                })
        .orElse(() -> result(times));
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    return ask(board.get("/health"))
        .then(
            HttpAnswer.class,
            health ->
                health.status() == 200
                    ? slots(new Door(health.body().contains("\"door\":\"open\"")))
                    : broken(health.line()));
  }

  private Dialogue<List<BoardMessage>> slots(Door door) {
    return ask(board.get("/slots"))
        .then(
            HttpAnswer.class,
            answer ->
                SlotStates.counted(answer.body())
                    .map(slots -> end(door, slots))
                    .orElseGet(() -> broken(answer.line())));
  }
}
