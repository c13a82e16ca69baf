package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.setup.ChildProcess;
import io.drinkd.bench.setup.Processors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures participants one after the other in each round, every other round in the reverse order:
 * what one leaves to the next falls on all alike. A round in which others kept the processors busy
 * is measured again, as long as that does not take too long.
 */
final class Rounds {

  /** So many processors that others keep busy change a ratio by more than rounds differ. */
  private static final double DISTURBED = 0.25;

  /** What is done once a round besides; what it returns adds the figures, if the round counts. */
  interface Step {
    Runnable run() throws IOException;
  }

  private final Plan plan;
  private final CaseReport report;

  Rounds(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
  }

  /**
   * Loads each until it is steady, then measures all in turn.
   *
   * @param fresh whether the servers were not loaded since they were started
   */
  void measure(List<Participant> participants, boolean fresh, Step eachRound) throws IOException {
    for (Participant participant : participants) {
      if (participant.compilesAtRun()) {
        warmUp(participant, fresh);
      }
    }
    List<Participant> inTurn = new ArrayList<>(participants);
    int rounds = plan.pace().rounds();
    int again = 0;
    int disturbed = 0;
    for (int counted = 0; counted < rounds; Collections.reverse(inTurn)) {
      Round round = round(inTurn, eachRound);
      boolean calm = round.others <= DISTURBED;
      if (calm || again >= rounds / 2) {
        round.figures.forEach(Runnable::run);
        counted++;
        disturbed += calm ? 0 : 1;
      } else {
        again++;
      }
    }
    if (disturbed > 0) {
      report.remark(
          String.format(
              Locale.ROOT,
              "%s: others kept more than %.2f processors busy in %d of %d rounds, and in %d left"
                  + " out",
              participants.get(0).row().load(),
              DISTURBED,
              disturbed,
              rounds,
              again));
    }
  }

  /**
   * What a round found.
   *
   * @param others how many processors others kept busy, at most
   * @param figures add what was found
   */
  private record Round(double others, List<Runnable> figures) {}

  private Round round(List<Participant> inTurn, Step eachRound) throws IOException {
    List<Runnable> figures = new ArrayList<>(List.of(eachRound.run()));
    double others = 0;
    for (Participant participant : inTurn) {
      Processors before = Processors.look(participant.processes());
      LoadResult result = plan.load(participant.client());
      Map<String, Double> used = before.used();
      others = Math.max(others, used.get(Processors.OTHERS));
      figures.add(() -> LoadFigures.add(report, participant.row(), result, used));
    }
    return new Round(others, figures);
  }

  private void warmUp(Participant participant, boolean fresh) throws IOException {
    ChildProcess server = participant.processes().get(LoadFigures.SERVER);
    WarmUp warmUp =
        WarmUp.until(
            participant.client(),
            server::processorSeconds,
            fresh ? WarmUp.FIRST : WarmUp.AGAIN,
            plan.pace().warmUpMost());
    report.measurements().add(participant.row(), LoadFigures.WARM_UP, warmUp.seconds());
    if (!warmUp.steady()) {
      report.remark(
          String.format(
              Locale.ROOT,
              "%s, %s: not steady after %.0f s; its figures are worth less",
              participant.row().load(),
              participant.row().subject(),
              warmUp.seconds()));
    }
  }
}
