package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.machine.LinkWatch;
import io.drinkd.appliance.machine.MachineView;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code machine trace ID [--seconds N]}: the bytes sent and received on a machine's link. */
@Command(
    name = "trace",
    description =
        "Shows the bytes sent to and received from a board as they pass, passwords masked.")
final class MachineTraceCommand extends OperatorCommand {

  private static final int MOST_WAITING = 1_000;
  private static final long SECONDS_MAX = 3_600;

  /** How long a board may be silent until it is found that the operator has disconnected. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Line(Instant at, String text) {}

  private static final Table<Line> TABLE =
      Table.<Line>of().column("at", Line::at).column("line", Line::text);

  @Parameters(paramLabel = "ID", description = "The machine's id or alias.")
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
    context.requireRunning();
    MachineView machine = context.machine(name);
    BlockingQueue<Line> lines = new ArrayBlockingQueue<>(MOST_WAITING);
    lines.add(new Line(Instant.now(), "machine " + machine.id() + ": " + machine.statusReason()));
    AtomicLong lost = new AtomicLong();
    LinkWatch watch =
        context
            .services()
            .catalog()
            .watchLink(
                context.admin(),
                machine.id(),
                line -> {
                  if (!lines.offer(new Line(Instant.now(), line))) {
                    lost.incrementAndGet();
                  }
                });
    try {
      context.watching();
      context.print().live(TABLE, printer -> show(lines, printer, context));
    } finally {
      watch.end();
    }
    if (lost.get() > 0) {
      context.warn(lost + " lines were skipped: they came faster than they could be shown");
    }
    return ExitCode.WELL;
  }

  /** Until the time is over or the operator has disconnected. */
  private void show(BlockingQueue<Line> lines, Consumer<Line> printer, OperatorContext context) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        Line line = lines.poll(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
        if (line != null) {
          printer.accept(line);
        }
        if (context.isGone()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // The appliance stops, and the trace with it.
      Thread.currentThread().interrupt();
    }
  }
}
