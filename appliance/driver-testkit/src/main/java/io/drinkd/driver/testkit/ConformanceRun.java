package io.drinkd.driver.testkit;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All conformance checks of one driver, and what came of them. A check that fails does little but
 * wait, so several are carried out at the same time, each with a board and a machine's thread of
 * its own; those that look at the whole process come after the others, one by one.
 */
final class ConformanceRun {

  /** How long to wait for each thing that a driver ought to do. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private static final int AT_THE_SAME_TIME = 8;

  private final MachineDriver driver;
  private final Script script;
  private final Duration patience;

  /**
   * What came of a check.
   *
   * @param failure what the driver does wrong; empty if nothing
   * @param duration how long the check took
   */
  record Result(String name, Optional<Throwable> failure, Duration duration) {}

  ConformanceRun(MachineDriver driver, Script script) {
    this(driver, script, PATIENCE);
  }

  ConformanceRun(MachineDriver driver, Script script, Duration patience) {
    this.driver = driver;
    this.script = script;
    this.patience = patience;
  }

  /** Carries all of them out. */
  List<Result> run() throws InterruptedException {
    List<Callable<Result>> checks = new ArrayList<>();
    for (ConformanceCheck check : ConformanceCheck.all(new Profile(driver.traits(), script))) {
      checks.add(() -> measured(check.name(), () -> run(check)));
    }
    List<Result> results = new ArrayList<>();
    ExecutorService executor =
        Executors.newFixedThreadPool(AT_THE_SAME_TIME, ConformanceRun::thread);
    try {
      for (Future<Result> result : executor.invokeAll(checks)) {
        results.add(result.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check could not be carried out", e.getCause());
    } finally {
      executor.shutdownNow();
    }
    results.add(measured(ThreadCheck.NAME, () -> ThreadCheck.run(this::dropOnce, driver)));
    results.add(
        measured(
            UnloadCheck.NAME, () -> UnloadCheck.run(driver.getClass(), this::dropOnce, patience)));
    return List.copyOf(results);
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "conformance");
    thread.setDaemon(true);
    return thread;
  }

  /** The code of a check. */
  @FunctionalInterface
  private interface Body {
    void run() throws Exception;
  }

  private static Result measured(String name, Body body) {
    long start = System.nanoTime();
    Optional<Throwable> failure = Optional.empty();
    try {
      body.run();
    } catch (Exception | Error e) {
      failure = Optional.of(e);
    }
    return new Result(name, failure, Duration.ofNanos(System.nanoTime() - start));
  }

  private void run(ConformanceCheck check) throws Exception {
    try (var rig = new ConformanceRig(driver, script, check.dialsIn(), patience)) {
      check.body().run(rig);
    }
  }

  private void dropOnce(MachineDriver used) throws Exception {
    try (var rig = new ConformanceRig(used, script, false, patience)) {
      rig.up();
      var outcome = rig.sendOrder(1);
      rig.made();
      rig.expectOutcome(Dropped.class, outcome);
      rig.closeBoard();
    }
  }

  /** Writes a line for each result, with the reason of each failure, into a file. */
  static void write(List<Result> results, Path file) throws IOException {
    var report = new StringBuilder();
    long failed = results.stream().filter(result -> result.failure().isPresent()).count();
    var reasons = new SharedReasons(results);
    for (Result result : results) {
      report.append(result.failure().isPresent() ? "FAILED  " : "ok      ").append(result.name());
      if (result.failure().isPresent()) {
        Result first = reasons.first(result);
        report
            .append("\n        ")
            .append(
                first == result ? reasons.text(first) : "for the same reason as " + first.name());
      }
      report.append('\n');
    }
    report.append('\n');
    report.append(
        failed == 0
            ? "All " + results.size() + " checks passed."
            : failed + " of " + results.size() + " checks failed.");
    Files.createDirectories(file.getParent());
    Files.writeString(file, report.append('\n'));
  }

  /** In one line. */
  static String reason(Throwable failure) {
    return failure instanceof AssertionError ? failure.getMessage() : failure.toString();
  }
}
