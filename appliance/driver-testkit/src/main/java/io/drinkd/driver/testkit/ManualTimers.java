package io.drinkd.driver.testkit;

import io.drinkd.driver.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Time that stands still until a test advances it. Begins at 2026-01-01T00:00:00Z. May be used by
 * any number of threads; calls that become due are made on the thread that advances it.
 */
public final class ManualTimers implements Timers {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Call> calls =
      new PriorityQueue<>(Comparator.comparing(Call::dueNanos).thenComparing(Call::number));

  private long nowNanos;
  private Duration clockAhead = Duration.ZERO;
  private long numbers;

  private record Call(long dueNanos, long number, Runnable task) {}

  /**
   * Advances time, and makes the calls that become due, each at its time and in order, including
   * those that are scheduled meanwhile. An exception of a call ends the advance and is rethrown.
   */
  public void advance(Duration duration) {
    long target = nanoTime() + duration.toNanos();
    for (Optional<Call> call = nextDue(target); call.isPresent(); call = nextDue(target)) {
      call.get().task().run();
    }
  }

  private synchronized Optional<Call> nextDue(long target) {
    if (calls.isEmpty() || calls.peek().dueNanos() > target) {
      nowNanos = Math.max(nowNanos, target);
      return Optional.empty();
    }
    nowNanos = Math.max(nowNanos, calls.peek().dueNanos());
    return Optional.of(calls.remove());
  }

  /**
   * Sets the clock forward, or back if negative, as somebody does who corrects it: no time passes,
   * and no call becomes due.
   */
  public synchronized void setClock(Duration by) {
    clockAhead = clockAhead.plus(by);
  }

  private synchronized Instant now() {
    return BEGIN.plus(clockAhead).plusNanos(nowNanos);
  }

  /** The number of pending calls. */
  public synchronized int waiting() {
    return calls.size();
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    var call = new Call(nowNanos + Math.max(0, delay.toNanos()), numbers++, task);
    calls.add(call);
    return () -> cancel(call);
  }

  private synchronized void cancel(Call call) {
    calls.remove(call);
  }

  @Override
  public synchronized long nanoTime() {
    return nowNanos;
  }

  @Override
  public Clock clock() {
    return new ManualClock(ZoneOffset.UTC);
  }

  private final class ManualClock extends Clock {

    private final ZoneId zone;

    ManualClock(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new ManualClock(other);
    }

    @Override
    public Instant instant() {
      return now();
    }
  }
}
