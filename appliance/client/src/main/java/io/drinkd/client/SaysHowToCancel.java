package io.drinkd.client;

import io.drinkd.client.command.Output;
import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.wire.Reply;
import java.util.concurrent.CompletableFuture;

/** Waits, and says what becomes of the drop when Ctrl-C ends the program meanwhile. */
record SaysHowToCancel(Waiting waiting, Output out, boolean delayed) implements Waiting {

  @Override
  public Reply await(Session session, CompletableFuture<Reply> reply) {
    String text =
        delayed
            ? "\nThe drop is not cancelled by this. To cancel it: drink cancel"
            : "\nThe drop is on its way all the same. What came of it: drink history";
    Thread hook = new Thread(() -> out.remark(text), "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return waiting.await(session, reply);
    } finally {
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends already.
      return;
    }
  }

  @Override
  public void lost(LinkLostException why) {
    waiting.lost(why);
  }
}
