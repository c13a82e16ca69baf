package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.wire.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for a drop, shows how it stands, and cancels it when Enter is pressed. */
public final class DropProgress implements Waiting {

  private static final long LOOK_MILLIS = 100;
  private static final String LEFT_WAITING =
      "The drop still waits, and will fall. To cancel it: cancel";
  private static final String LEFT_ORDERED =
      "The drop is on its way all the same. What came of it: history";

  private final Shown what;
  private final ProgressLine line;
  private final BooleanSupplier enter;
  private final long began = System.nanoTime();
  private boolean cancelled;

  /**
   * What is waited for.
   *
   * @param drink how it is called
   * @param delay in seconds
   */
  public record Shown(String drink, long delay) {}

  /**
   * Waits and shows.
   *
   * @param enter whether Enter was pressed since it was asked last
   */
  public DropProgress(Shown what, ProgressLine line, BooleanSupplier enter) {
    this.what = what;
    this.line = line;
    this.enter = enter;
  }

  @Override
  public Reply await(Session session, CompletableFuture<Reply> reply) {
    while (true) {
      try {
        return reply.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        show();
        if (enter.getAsBoolean() && !cancelled && left() > 0) {
          cancelled = true;
          session.send("CANCEL");
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof LinkLostException lost
            ? lost
            : new LinkLostException("the reply could not be read");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FailedException(ExitCode.INTERRUPTED, left() > 0 ? LEFT_WAITING : LEFT_ORDERED);
      }
    }
  }

  @Override
  public void lost(LinkLostException why, long secondsLeft) {
    new ShowsLost(line).lost(why, secondsLeft);
  }

  @Override
  public void over() {
    line.clear();
  }

  private long left() {
    return what.delay() - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }

  private void show() {
    if (cancelled) {
      line.show(what.drink() + " is being cancelled.");
    } else if (left() > 0) {
      String cancels = " s. Enter cancels.";
      line.show(what.drink() + " in " + left() + cancels, left() + cancels);
    } else {
      line.show(what.drink() + " is on its way.", "On its way.");
    }
  }
}
