package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.ModelCheck;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.machine.BoardLinks.MachineLinks;
import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.DriverValues.Mistake;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Secret;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.mina.core.filterchain.IoFilter;

/**
 * A driver's board, guarded: whatever the driver does or does not do, an order ends in time, nobody
 * is blocked, and a fault is reported. All code of the driver runs on the machine's own thread;
 * none of these methods blocks.
 */
final class GuardedBoard {

  /** A driver ends an order itself when its time is over; so much later at most. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final MachineSettings settings;
  private final Timers timers;
  private final Consumer<String> faulty;
  private final DriverThread thread;
  private final GuardedListener listener;
  private final WatchedSessions sessions;
  private final SecretMask mask = new SecretMask();
  private final Optional<Secret> password;
  private final MaskedTexts masked;
  private volatile BoardTimes orderTime = BoardTimes.USUAL;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<Board> board = new CompletableFuture<>();
  private volatile Optional<GivenOrder> last = Optional.empty();

  /**
   * @param links those with its board
   * @param received called with each message of the board
   * @param tap creates the filter that shows a session's bytes
   * @param faulty called with one line that says what the driver has done wrong; perhaps often
   */
  GuardedBoard(
      MachineSettings settings,
      MachineLinks links,
      BoardListener listener,
      Consumer<Object> received,
      Function<SecretMask, IoFilter> tap,
      Timers timers,
      Consumer<String> faulty) {
    this.settings = settings;
    this.timers = timers;
    password = settings.board().password().map(secret -> new Secret(secret.text(), mask::add));
    masked = new MaskedTexts(password);
    this.faulty = why -> faulty.accept(masked.of(why));
    this.thread = new DriverThread(settings.id(), timers, this.faulty);
    this.listener = new GuardedListener(listener, masked, timers, this.faulty);
    this.sessions =
        new WatchedSessions(
            links.sessions(thread), received, () -> tap.apply(mask), masked, links::mayOrder);
    settings.board().password().map(SecretText::text).ifPresent(mask::add);
  }

  /**
   * Lets the driver open the board.
   *
   * @param sameBoard that another machine has the same one; empty if none has
   */
  void open(MachineDriver driver, List<Mistake> sameBoard) {
    if (!sameBoard.isEmpty()) {
      faulty.accept("another machine has the same board: " + line(sameBoard));
      return;
    }
    List<Mistake> mistakes = ModelCheck.mistakes(settings, driver);
    if (!mistakes.isEmpty()) {
      faulty.accept("the machine's file does not suit its driver: " + line(mistakes));
      return;
    }
    orderTime = settings.board().times().orElse(driver.traits().times());
    var context =
        new BoardContext(
            ModelCheck.settings(settings, driver, password),
            sessions,
            listener,
            new DriverTimers(timers, thread));
    thread.execute(
        () -> {
          try {
            Board opened = driver.open(context);
            if (opened == null) {
              faulty.accept("the driver opened no board, it returned nothing");
            } else {
              board.complete(opened);
            }
          } catch (IllegalArgumentException e) {
            faulty.accept("the driver refuses the machine's settings: " + e.getMessage());
          } catch (Throwable e) {
            // It may throw anything; its author knows what that means.
            faulty.accept("the driver failed to open the board: " + e);
          }
        });
  }

  private static String line(List<Mistake> mistakes) {
    return mistakes.stream()
        .map(one -> one.name() + ": found " + one.found() + ", expected " + one.expected())
        .collect(Collectors.joining("; "));
  }

  /** Passes the order to the driver; the future never fails, and completes in time. */
  CompletableFuture<DropOutcome> drop(DropOrder order) {
    var given = new GivenOrder(order);
    last = Optional.of(given);
    given.setDeadline(timers.after(longestOrder(), () -> overdue(given)));
    if (ended.get()) {
      given.abandon("the board is closed");
    } else {
      try {
        thread.execute(() -> pass(given));
      } catch (RejectedExecutionException e) {
        given.abandon("the driver has been stopped");
      }
    }
    return given.outcome();
  }

  private Duration longestOrder() {
    return orderTime.pause().plus(orderTime.answerTimeout()).plus(GRACE);
  }

  private void pass(GivenOrder given) {
    Board opened = board.getNow(null);
    if (opened == null) {
      given.abandon("the driver has not opened the board");
      return;
    }
    if (!given.start()) {
      return;
    }
    listener.ordered();
    try {
      CompletableFuture<DropOutcome> future = opened.drop(given.order());
      if (future == null) {
        fail(given, "the driver returned nothing for an order");
        return;
      }
      future.whenComplete(
          (outcome, failure) -> {
            if (outcome == null) {
              fail(given, "the driver completed an order without an outcome: " + failure);
            } else {
              end(given, outcome);
            }
          });
    } catch (Throwable e) {
      fail(given, "the driver failed at an order: " + e);
    }
  }

  /** Noted before the order ends, because the late answer may follow at once. */
  private void end(GivenOrder given, DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Unknown) {
      listener.inDoubt(given.order());
    }
    given.end(masked.of(outcome));
  }

  /** The state changes before the outcome, so that no other order follows this one. */
  private void fail(GivenOrder given, String why) {
    faulty.accept(why);
    given.abandon(masked.of(why));
  }

  private void overdue(GivenOrder given) {
    fail(given, "the driver has not ended an order in time");
  }

  /** Runs a task between those of the driver; not at all if the board is closed. */
  void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      // There is no board any more that it could be about.
    }
  }

  /** Whether the driver has blocked its thread for too long. */
  boolean isStuck() {
    return thread.isStuck();
  }

  /** The board's network address. */
  Optional<String> remoteAddress() {
    return sessions.remoteAddress();
  }

  /** Completes when no order is in flight. */
  CompletableFuture<Void> idle() {
    return last.map(order -> order.outcome().<Void>thenApply(any -> null))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /**
   * Closes the board, if need be without the driver. The future completes when nothing of it is
   * left, or after 5 s; it never fails.
   */
  CompletableFuture<Void> close() {
    var done = new CompletableFuture<Void>();
    if (!ended.compareAndSet(false, true)) {
      done.complete(null);
      return done;
    }
    listener.end();
    var byDriver = new AtomicBoolean();
    Timers.Timer limit = timers.after(CLOSE_TIMEOUT, () -> done.complete(null));
    done.whenComplete((nothing, failure) -> afterClose(limit, byDriver.get()));
    try {
      thread.execute(() -> closeBoard(done, byDriver));
    } catch (RejectedExecutionException e) {
      done.complete(null);
    }
    if (thread.isStuck()) {
      done.complete(null);
    }
    return done;
  }

  private void closeBoard(CompletableFuture<Void> done, AtomicBoolean byDriver) {
    Board opened = board.getNow(null);
    if (opened == null) {
      done.complete(null);
      return;
    }
    try {
      opened
          .close()
          .whenComplete(
              (nothing, failure) -> {
                byDriver.set(true);
                done.complete(null);
              });
    } catch (Throwable e) {
      done.complete(null);
    }
  }

  /** A driver that has not closed its board is interrupted, whatever it does. */
  private void afterClose(Timers.Timer limit, boolean byDriver) {
    limit.cancel();
    sessions.end();
    last.ifPresent(order -> order.abandon("the board is closed"));
    if (byDriver) {
      thread.end();
    } else {
      thread.interrupt();
    }
  }

  /** Whether none of the driver's code is running. */
  boolean hasEnded() {
    return thread.hasEnded();
  }
}
