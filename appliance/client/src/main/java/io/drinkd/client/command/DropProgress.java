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
import java.util.function.Consumer;

/** Waits for a drop, shows how it stands, and cancels it when Enter is pressed. */
public final class DropProgress implements Waiting {

  private static final long LOOK_MILLIS = 100;
  private static final String LEFT_WAITING =
      "The drop still waits, and will fall. To cancel it: cancel";
  private static final String LEFT_ORDERED =
      "The drop is on its way all the same. What came of it: history";

  private final Shown what;
  private final Consumer<String> line;
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
   * @param line shows a text in place of the one before; an empty one clears it
   * @param enter whether Enter was pressed since it was asked last
   */
  public DropProgress(Shown what, Consumer<String> line, BooleanSupplier enter) {
    this.what = what;
    this.line = line;
    this.enter = enter;
  }

  @Override
  public Reply await(Session session, CompletableFuture<Reply> reply) {
    while (true) {
      try {
        Reply done = reply.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        line.accept("");
        return done;
      } catch (TimeoutException e) {
        line.accept(text());
        if (enter.getAsBoolean() && !cancelled && left() > 0) {
          cancelled = true;
          session.send("CANCEL");
        }
      } catch (ExecutionException e) {
        line.accept("");
        throw e.getCause() instanceof LinkLostException lost
            ? lost
            : new LinkLostException("the reply could not be read");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        line.accept("");
        throw new FailedException(ExitCode.INTERRUPTED, left() > 0 ? LEFT_WAITING : LEFT_ORDERED);
      }
    }
  }

  @Override
  public void lost(LinkLostException why) {
    line.accept(why.getMessage() + "; connecting again");
  }

  private long left() {
    return what.delay() - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }

  private String text() {
    if (cancelled) {
      return what.drink() + " is being cancelled.";
    }
    return left() > 0
        ? what.drink() + " in " + left() + " s. Enter cancels."
        : what.drink() + " is on its way.";
  }
}
