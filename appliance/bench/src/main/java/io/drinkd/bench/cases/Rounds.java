package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.setup.Processors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures participants one after the other in each round, every other round in the reverse order:
 * what else the machine does, and what one leaves to the next, falls on all alike.
 */
final class Rounds {

  /** What is done once a round besides. */
  interface Step {
    void run() throws IOException;
  }

  private final Plan plan;
  private final CaseReport report;

  Rounds(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
  }

  /** Loads each until it is steady, then measures all in turn. */
  void measure(List<Participant> participants, Step eachRound) throws IOException {
    for (Participant participant : participants) {
      if (participant.compilesAtRun()) {
        warmUp(participant);
      }
    }
    List<Participant> inTurn = new ArrayList<>(participants);
    for (int round = 0; round < plan.pace().rounds(); round++) {
      eachRound.run();
      for (Participant participant : inTurn) {
        sample(participant);
      }
      Collections.reverse(inTurn);
    }
  }

  private void warmUp(Participant participant) throws IOException {
    WarmUp warmUp = WarmUp.until(participant.client(), plan.pace().warmUpMost());
    report.measurements().add(participant.row(), LoadFigures.WARM_UP, warmUp.seconds());
    if (!warmUp.steady()) {
      report.remark(
          "%s, %s: not steady after %.0f s; its figures are worth less"
              .formatted(participant.row().load(), participant.row().subject(), warmUp.seconds()));
    }
  }

  private void sample(Participant participant) throws IOException {
    Processors before = Processors.look(participant.processes());
    LoadResult result = plan.load(participant.client());
    LoadFigures.add(report, participant.row(), result, before.used());
  }
}
