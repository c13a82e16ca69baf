package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.LinkWatch;
import io.drinkd.appliance.machine.MachineView;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code board trace NAME [--seconds N]}: the bytes sent and received on a machine's link. */
@Command(
    name = "trace",
    description =
        "Shows the bytes sent to and received from a board as they pass, passwords masked.")
final class BoardTraceCommand extends OperatorCommand {

  private static final int MOST_WAITING = 1_000;
  private static final long SECONDS_MAX = 3_600;

  @Parameters(paramLabel = "NAME", description = "The machine's id or alias.")
  private String name;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many seconds, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Override
  @SuppressWarnings("try") // The resource is only there to be closed.
  int run(OperatorContext context) {
    if (seconds < 1 || seconds > SECONDS_MAX) {
      throw new UsageException("--seconds: found " + seconds + ", expected 1 to " + SECONDS_MAX);
    }
    MachineView machine = context.machine(name);
    BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_WAITING);
    AtomicLong lost = new AtomicLong();
    LinkWatch watch =
        context
            .services()
            .catalog()
            .watchLink(
                context.admin(),
                machine.id(),
                line -> {
                  if (!lines.offer(Instant.now() + " " + line)) {
                    lost.incrementAndGet();
                  }
                });
    try {
      context.out().println("machine " + machine.id() + ": " + machine.statusReason());
      show(lines, context);
    } catch (InterruptedException e) {
      // The appliance stops, and the trace with it.
      Thread.currentThread().interrupt();
    } finally {
      watch.end();
    }
    if (lost.get() > 0) {
      context
          .err()
          .println(lost + " lines were skipped: they came faster than they could be shown");
    }
    return ExitCode.WELL;
  }

  /** Until the time is over or the operator has disconnected. */
  private void show(BlockingQueue<String> lines, OperatorContext context)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    context.out().flush();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      String line = lines.poll(left, TimeUnit.NANOSECONDS);
      if (line == null) {
        return;
      }
      context.out().println(line);
      if (context.out().checkError()) {
        return;
      }
    }
  }
}
