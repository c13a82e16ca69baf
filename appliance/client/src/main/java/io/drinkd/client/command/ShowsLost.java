package io.drinkd.client.command;

import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.wire.Reply;
import java.util.concurrent.CompletableFuture;

/** Waits for what is answered at once, and shows when the connection has to be made again. */
record ShowsLost(ProgressLine line) implements Waiting {

  @Override
  public Reply await(Session session, CompletableFuture<Reply> reply) {
    return session.await(reply);
  }

  @Override
  public void lost(LinkLostException why, long secondsLeft) {
    String shorter = "Connecting again, for " + secondsLeft + " s.";
    line.show(why.getMessage() + ". " + shorter + " Ctrl-C ends that.", shorter);
  }

  @Override
  public void over() {
    line.clear();
  }
}
