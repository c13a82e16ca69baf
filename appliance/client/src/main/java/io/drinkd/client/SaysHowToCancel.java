package io.drinkd.client;

import io.drinkd.client.command.Output;
import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.wire.Reply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Waits, and says what becomes of the drop when Ctrl-C ends the program meanwhile. */
final class SaysHowToCancel implements Waiting {

  private final Waiting waiting;
  private final Output out;
  private final boolean delayed;
  private Optional<Thread> hook = Optional.empty();

  SaysHowToCancel(Waiting waiting, Output out, boolean delayed) {
    this.waiting = waiting;
    this.out = out;
    this.delayed = delayed;
  }

  @Override
  public Reply await(Session session, CompletableFuture<Reply> reply) {
    if (hook.isEmpty()) {
      String text =
          delayed
              ? "\nThe drop is not cancelled by this. To cancel it: drink cancel"
              : "\nThe drop is on its way all the same. What came of it: drink history";
      Thread thread = new Thread(() -> out.remark(text), "interrupted");
      Runtime.getRuntime().addShutdownHook(thread);
      hook = Optional.of(thread);
    }
    return waiting.await(session, reply);
  }

  @Override
  public void lost(LinkLostException why, long secondsLeft) {
    waiting.lost(why, secondsLeft);
  }

  @Override
  public void over() {
    hook.ifPresent(SaysHowToCancel::remove);
    waiting.over();
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends already.
      return;
    }
  }
}
