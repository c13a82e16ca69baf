package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Series;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** A change of a slot, and how long until every subscriber was notified. */
public final class WatchCase implements BenchCase {

  private static final int SUBSCRIBERS = 1_000;

  /** What an event's line begins with; nothing else that comes does. */
  private static final String EVENT = "*";

  private static final int FIRST_CHANGES = 100;
  private static final int CHANGES_A_ROUND = 100;

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public String purpose() {
    return String.format(
        Locale.ROOT, "%,d subscribers, and how long after a change all are notified", SUBSCRIBERS);
  }

  /** A round is a hundred changes, however long they take. */
  @Override
  public Pace pace() {
    return new Pace(2, 3, Duration.ZERO, Duration.ZERO);
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(Subscribers.columns());
    for (int start = 0; start < plan.pace().starts(); start++) {
      for (Contender contender : plan.appliances(false)) {
        measure(plan, report, contender);
      }
    }
    report
        .targets()
        .atMost(
            "1,000 subscribers: until all are notified, most, ms",
            250,
            Series.of(
                report
                    .measurements()
                    .series(row(plan.own().shown()), Subscribers.ALL_MOST)
                    .orElseThrow()
                    .highest()));
    return report;
  }

  private static Row row(String subject) {
    return new Row(String.format(Locale.ROOT, "%,d subscribers", SUBSCRIBERS), subject);
  }

  private static void measure(Plan plan, CaseReport report, Contender contender)
      throws IOException, InterruptedException, TimeoutException {
    try (Server server = contender.start(plan.folder(), Request.STAT, 1);
        Wire admin = server.dial();
        Subscribers subscribers = new Subscribers(EVENT)) {
      LoadConnection.begin(admin, BenchSetup.adminScript("STAT"));
      for (int i = 0; i < SUBSCRIBERS; i++) {
        Wire subscriber = server.dial();
        LoadConnection.begin(subscriber, new Script(true, List.of("WATCH"), "WATCH"));
        subscribers.add(subscriber);
      }
      subscribers.notice(admin, FIRST_CHANGES);
      for (int round = 0; round < plan.pace().rounds(); round++) {
        subscribers.measure(admin, CHANGES_A_ROUND, report, row(contender.shown()));
      }
    }
  }
}
