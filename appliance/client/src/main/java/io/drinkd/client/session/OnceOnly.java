package io.drinkd.client.session;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.session.Effect.KeyForm;
import io.drinkd.client.wire.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A request that takes place once, however often the connection is lost on the way: where the
 * server takes a key, it is repeated with the same key until it is answered. Where it takes none,
 * nothing is repeated that may have been sent.
 */
public final class OnceOnly {

  /** How long a lost connection is tried again. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  /** A server that ends the connection at each HELP is taken for one without keys. */
  private static final int HELP_ATTEMPTS = 2;

  private final Session session;
  private final Effect effect;
  private final Waiting waiting;
  private final String key = UUID.randomUUID().toString();
  private Optional<KeyForm> form = Optional.empty();
  private int helpAttempts;
  private boolean sent;

  private OnceOnly(Session session, Effect effect, Waiting waiting) {
    this.session = session;
    this.effect = effect;
    this.waiting = waiting;
  }

  /**
   * Carries out a request on a session that is logged in, with its machine selected.
   *
   * @throws FailedException with {@link ExitCode#UNKNOWN} if nobody can know whether it took place
   */
  public static Reply carryOut(Session session, Effect effect, Waiting waiting) {
    try {
      return new OnceOnly(session, effect, waiting).run();
    } finally {
      waiting.over();
    }
  }

  private Reply run() {
    while (true) {
      try {
        KeyForm known = form.isPresent() ? form.get() : askForm();
        CompletableFuture<Reply> reply = session.send(effect.request(known, key));
        sent = true;
        return waiting.await(session, reply);
      } catch (LinkLostException e) {
        if (sent && form.orElse(KeyForm.NONE) == KeyForm.NONE) {
          throw Session.unknown(effect.verb(), e);
        }
        reconnect(e);
      }
    }
  }

  private KeyForm askForm() {
    if (helpAttempts++ == HELP_ATTEMPTS) {
      form = Optional.of(KeyForm.NONE);
    } else {
      Reply help = session.ask("HELP", effect.verb());
      form = Optional.of(help.done() ? KeyForm.of(help.rows()) : KeyForm.NONE);
    }
    return form.get();
  }

  /** With a key it could be repeated for as long as the key is known here, and no longer. */
  private FailedException unknown(LinkLostException first) {
    return new FailedException(
        ExitCode.UNKNOWN,
        first.getMessage()
            + ", and could not be made again; whether "
            + effect.verb()
            + " took place is not known: look at your history before you repeat it");
  }

  private void reconnect(LinkLostException first) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Duration pause = Duration.ZERO;
    LinkLostException last = first;
    while (true) {
      waiting.lost(last, TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime()));
      LockSupport.parkNanos(pause.toNanos());
      try {
        session.reconnect();
        return;
      } catch (FailedException e) {
        boolean mayPass = e.code() == ExitCode.NO_CONNECTION || e.code() == ExitCode.NOT_READY;
        if (!mayPass || System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
          throw sent ? unknown(first) : e;
        }
        last = e instanceof LinkLostException again ? again : last;
      }
      pause = pause.isZero() ? PAUSE : pause.multipliedBy(2);
      pause = pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }
  }
}
