package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.sample.AskedDriver.Flaw;
import io.drinkd.driver.testkit.sample.AskedDriver.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A driver that does four things wrong: it throws for a slot that is not there, takes silence for a
 * refusal, leaves a timer running, and leaves something of itself where it stays for ever.
 */
public abstract class BadDriver implements MachineDriver {

  private final MachineDriver good;

  /** What stays. */
  public record Rest() {}

  private BadDriver(MachineDriver good) {
    this.good = good;
  }

  /** Of boards that log in. */
  public static final class LoggingIn extends BadDriver {
    public LoggingIn() {
      super(new TiniDriver());
    }
  }

  /** Of boards that are asked. */
  public static final class Polled extends BadDriver {
    public Polled() {
      super(new AskedDriver(Kind.POLLED, Flaw.NONE));
    }
  }

  /** Of boards that are asked, and whose answers have numbers. */
  public static final class PolledWithIds extends BadDriver {
    public PolledWithIds() {
      super(new AskedDriver(Kind.POLLED_WITH_IDS, Flaw.NONE));
    }
  }

  /** Of boards that report by themselves, and whose answers have numbers. */
  public static final class PushingWithIds extends BadDriver {
    public PushingWithIds() {
      super(new AskedDriver(Kind.PUSHING_WITH_IDS, Flaw.NONE));
    }
  }

  /** Of boards that get a connection for each question. */
  public static final class Visited extends BadDriver {
    public Visited() {
      super(new AskedDriver(Kind.VISITED, Flaw.NONE));
    }
  }

  @Override
  public String model() {
    return "bad";
  }

  @Override
  public BoardTraits traits() {
    return good.traits();
  }

  @Override
  public Board open(BoardContext context) {
    System.getProperties().put(new Rest(), "left by a bad driver");
    return new BadBoard(context, good.open(context));
  }

  private record BadBoard(BoardContext context, Board good) implements Board {

    @Override
    public CompletableFuture<DropOutcome> drop(DropOrder order) {
      if (!context.settings().slots().contains(order.slot())) {
        throw new IllegalArgumentException("there is no slot " + order.slot());
      }
      return good.drop(order).thenApply(BadBoard::refund);
    }

    private static DropOutcome refund(DropOutcome outcome) {
      return outcome instanceof DropOutcome.Unknown unknown
          ? new DropOutcome.Refused(DropOutcome.Refusal.UNSTATED, unknown.detail())
          : outcome;
    }

    @Override
    public CompletableFuture<Void> close() {
      context.timers().after(Duration.ofHours(1), () -> {});
      return good.close();
    }
  }
}
