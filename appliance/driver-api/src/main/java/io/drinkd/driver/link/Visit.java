package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.SessionSource.Subscription;
import io.drinkd.driver.link.BoardMessage.Answer;
import io.drinkd.driver.link.GarbageLog.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/** One question on a connection of its own. Nothing of it is ever sent twice. */
final class Visit implements SessionHandler {

  private final Object request;
  private final DialogueRun<?> run;
  private final LinkParts parts;
  private final Consumer<Visit> gone;

  private Subscription attempt;
  private Optional<IoSession> session = Optional.empty();
  private boolean over;

  /**
   * @param gone called when nothing is left of it
   */
  Visit(Object request, DialogueRun<?> run, LinkParts parts, Consumer<Visit> gone) {
    this.request = request;
    this.run = run;
    this.parts = parts;
    this.gone = gone;
  }

  void open(ProtocolCodecFactory codec) {
    attempt = parts.context().sessions().visit(codec, this);
  }

  boolean isOf(DialogueRun<?> other) {
    return run.equals(other);
  }

  @Override
  public void opened(IoSession opened) {
    if (over) {
      opened.closeNow();
      return;
    }
    session = Optional.of(opened);
    boolean commits = run.left();
    parts.log().trace("> {}", request);
    OrderGate.write(opened, request, commits, parts.context().sessions());
  }

  @Override
  public void received(IoSession from, Object message) {
    parts.log().trace("< {}", message);
    if (message instanceof Answer answer && !over) {
      over = true;
      from.closeNow();
      run.answered(answer);
    } else if (message instanceof BoardMessage.Garbage garbage) {
      parts.garbage().add(Kind.MALFORMED, "malformed input: " + garbage.text());
      from.closeNow();
      lost("malformed answer of the board");
    } else {
      parts
          .garbage()
          .add(
              Kind.MESSAGE, "a message to no question: " + ShownMessage.of((BoardMessage) message));
    }
  }

  @Override
  public void closed(IoSession which, String reason) {
    gone.accept(this);
    lost("connection lost: " + reason);
  }

  @Override
  public void failed(String reason, Duration nextTryIn) {
    gone.accept(this);
    lost(reason);
  }

  private void lost(String reason) {
    if (!over) {
      over = true;
      run.lost(reason);
    }
  }

  /** Ends it: nobody waits for the answer any more. */
  void end() {
    over = true;
    attempt.close();
    if (session.isPresent()) {
      session.get().closeNow();
    } else {
      gone.accept(this);
    }
  }
}
