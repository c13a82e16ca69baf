package io.drinkd.driver.testkit.bad;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.tini.TiniGrammar;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A driver that does four things wrong: it throws for a slot that is not there, takes silence for a
 * refusal, leaves a timer running, and leaves something of itself where it stays for ever.
 */
public final class BadDriver implements MachineDriver {

  private static final BoardTraits TRAITS =
      BoardTraits.loggingIn(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90)));

  /** What stays. */
  public record Rest() {}

  @Override
  public String model() {
    return "bad";
  }

  @Override
  public BoardTraits traits() {
    return TRAITS;
  }

  @Override
  public Board open(BoardContext context) {
    System.getProperties().put(new Rest(), "left by a bad driver");
    return new BadBoard(context, new BoardLink(context, TRAITS, new Codec()));
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

  private static final class Codec extends BoardLineCodec {

    @Override
    protected BoardMessage read(String line) {
      return TiniGrammar.read(line).orElseGet(() -> garbage(line));
    }

    @Override
    protected String write(BoardRequest request) {
      return TiniGrammar.write(request);
    }
  }
}
