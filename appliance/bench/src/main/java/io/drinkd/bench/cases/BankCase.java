package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BankAppliances;
import io.drinkd.bench.setup.BankServer;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Books in a bank: drops of one, two and three appliances on one PostgreSQL, beside what that
 * commits one after the other, and beside books in a file; drops at machines of another appliance;
 * and GETBALANCE.
 */
public final class BankCase implements BenchCase {

  private static final List<Integer> CLIENTS = List.of(100, 1);

  /** Each number in turn. */
  private static final List<Integer> APPLIANCES = List.of(1, 2, 3);

  /** As many for three appliances as for one. */
  private static final int MACHINES = 12;

  private static final String COMMITS = "PostgreSQL, a commit after the other";
  private static final String FILE = "books in a file";
  private static final String REMOTE = ", at another's machines";
  private static final String MEMORY = "of its own, for 6 appliances";
  private static final String BALANCE = "GETBALANCE, ";

  private static final Figure RESIDENT = new Figure("residentMegabytes", "resident MB", "%,.0f");

  /** By how many of the bank's commits a drop at a remote machine takes longer. */
  private static final Figure COMMITS_MORE = new Figure("commitsMore", "commits more", "%.1f");

  @Override
  public String name() {
    return "bank";
  }

  @Override
  public String purpose() {
    return "drops of several appliances on one PostgreSQL, beside its commits and a file";
  }

  @Override
  public Pace pace() {
    return new Pace(2, 4, Duration.ofMillis(2_000), Duration.ofSeconds(30));
  }

  /** Its files have what only this build's appliance knows. */
  @Override
  public boolean takesTwoBuilds() {
    return false;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(
        Column.withSpread(LoadFigures.RATE),
        Column.ratio("x commits", LoadFigures.RATE, COMMITS),
        Column.withSpread(LoadFigures.P50),
        Column.withSpread(LoadFigures.P99),
        Column.median(RESIDENT),
        Column.median(COMMITS_MORE));
    try (BankServer server = BankServer.start(plan.own().folder().resolve("bank-server"))) {
      report.remark(server.version() + ", as it is shipped, for all banks of the run");
      for (int start = 0; start < plan.pace().starts(); start++) {
        measure(plan, report, server);
      }
      target(plan, report);
    }
    return report;
  }

  /** What is loaded in turn. */
  private record Subject(
      String shown,
      Supplier<Wire.Dialer> dialer,
      IntFunction<Script> drops,
      DoubleSupplier processorSeconds) {}

  private static void measure(Plan plan, CaseReport report, BankServer server)
      throws IOException, InterruptedException, TimeoutException {
    Path folder = plan.own().folder();
    List<BankAppliances> banks = new ArrayList<>();
    SetupShape alone = SetupShape.of(BenchSetup.MEMBERS_MAX, MACHINES);
    try (BenchSetup file = BenchSetup.open(plan.own(), folder.resolve("file"), alone)) {
      for (int count : APPLIANCES) {
        banks.add(
            BankAppliances.open(
                plan.own(),
                folder.resolve("bank-of-" + count),
                server,
                BenchSetup.books(plan.own()),
                count,
                MACHINES / count));
      }
      List<Subject> subjects = subjects(file, banks);
      for (int clients : plan.clientsOr(CLIENTS)) {
        measureDrops(plan, report, server, subjects, clients);
      }
      measureBalances(plan, report, subjects.subList(0, 2));
      Measurements all = report.measurements();
      Row last = row(plan.clientsOr(CLIENTS).get(0), FILE);
      all.add(last, RESIDENT, file.appliance().residentBytes() / 1e6);
      for (BankAppliances bank : banks) {
        Row row = row(plan.clientsOr(CLIENTS).get(0), shown(bank.count()));
        all.add(row, RESIDENT, bank.get(0).appliance().residentBytes() / 1e6);
      }
      all.add(new Row(MEMORY, COMMITS), RESIDENT, server.privateBytes() / 1e6);
      for (BankAppliances bank : banks) {
        bank.endAndVerify();
      }
    } finally {
      banks.forEach(BankAppliances::close);
    }
  }

  private static String shown(int appliances) {
    return appliances == 1 ? "1 appliance" : appliances + " appliances";
  }

  private static List<Subject> subjects(BenchSetup file, List<BankAppliances> banks) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(
        new Subject(
            FILE,
            () -> file::dial,
            number ->
                BenchSetup.script(
                    number,
                    number % MACHINES,
                    "DROP " + (1 + number / MACHINES % BenchSetup.SLOTS)),
            file.appliance()::processorSeconds));
    for (BankAppliances bank : banks) {
      subjects.add(subject(bank, "", 0));
    }
    for (BankAppliances bank : banks.subList(1, banks.size())) {
      subjects.add(subject(bank, REMOTE, 1));
    }
    return subjects;
  }

  private static Subject subject(BankAppliances bank, String where, int ahead) {
    return new Subject(
        shown(bank.count()) + where,
        bank::dialer,
        number -> bank.script(number, ahead, slot -> "DROP " + slot),
        bank::processorSeconds);
  }

  private static Row row(int clients, String subject) {
    return new Row(
        String.format(Locale.ROOT, "drops, %,d client%s", clients, clients == 1 ? "" : "s"),
        subject);
  }

  private static void measureDrops(
      Plan plan, CaseReport report, BankServer server, List<Subject> subjects, int clients)
      throws IOException, InterruptedException, TimeoutException {
    try (LoadsInTurn loads = new LoadsInTurn(plan, report)) {
      for (Subject subject : subjects) {
        LoadClient client = new LoadClient(subject.dialer.get(), subject.drops, clients, 1);
        loads.add(row(clients, subject.shown), client, subject.processorSeconds, WarmUp.AGAIN);
      }
      for (int round = 0; round < plan.pace().rounds(); round++) {
        double commits = server.commits(plan.pace().window());
        report.measurements().add(row(clients, COMMITS), LoadFigures.RATE, commits);
        loads.round();
        addMore(report, clients, commits);
      }
    }
  }

  /** Of the newest round. */
  private static void addMore(CaseReport report, int clients, double commits) {
    for (int count : APPLIANCES.subList(1, APPLIANCES.size())) {
      Row remote = row(clients, shown(count) + REMOTE);
      double more = newest(report, remote) - newest(report, row(clients, shown(count)));
      report.measurements().add(remote, COMMITS_MORE, more * commits / 1_000);
    }
  }

  private static double newest(CaseReport report, Row row) {
    List<Double> all = report.measurements().series(row, LoadFigures.P50).orElseThrow().values();
    return all.get(all.size() - 1);
  }

  private static Row balance(int clients, String subject) {
    return new Row(BALANCE + String.format(Locale.ROOT, "%,d clients", clients), subject);
  }

  private static void measureBalances(Plan plan, CaseReport report, List<Subject> subjects)
      throws IOException {
    int clients = CLIENTS.get(0);
    try (LoadsInTurn loads = new LoadsInTurn(plan, report)) {
      for (Subject subject : subjects) {
        IntFunction<Script> scripts = number -> BenchSetup.script(number, 0, "GETBALANCE");
        LoadClient client = new LoadClient(subject.dialer.get(), scripts, clients, 1);
        loads.add(balance(clients, subject.shown), client, subject.processorSeconds, WarmUp.FIRST);
      }
      for (int round = 0; round < plan.pace().rounds(); round++) {
        loads.round();
      }
    }
  }

  private static void target(Plan plan, CaseReport report) {
    Measurements all = report.measurements();
    for (int clients : plan.clientsOr(CLIENTS)) {
      Row remote = row(clients, shown(APPLIANCES.get(1)) + REMOTE);
      all.series(remote, COMMITS_MORE)
          .ifPresent(
              more -> report.targets().atMost(remote.load() + REMOTE + ": commits more", 3, more));
    }
    int clients = CLIENTS.get(0);
    all.ratio(balance(clients, shown(1)), balance(clients, FILE), LoadFigures.RATE)
        .ifPresent(ratio -> report.targets().atLeast(BALANCE + "x that of a file", 0.97, ratio));
  }
}
