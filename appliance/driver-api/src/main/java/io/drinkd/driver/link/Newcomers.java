package io.drinkd.driver.link;

import io.drinkd.driver.Timers.Timer;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.mina.core.session.IoSession;

/**
 * Sessions beside the one that is held, of a board that does not log in. Whoever can connect from
 * its place is taken for it, so a session counts for nothing before it has sent something sound, or
 * the one that is held has ended. Used on the machine's thread only.
 */
final class Newcomers {

  /** More are not kept; the oldest that is silent goes first. */
  static final int MOST = 4;

  /** A board sends less at its start. */
  private static final int MESSAGES_MAX = 64;

  /** Longer than a link that is held can be dead without an end: then it has shown its life. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final LinkParts parts;
  private final BiConsumer<IoSession, String> closed;

  /** Oldest first. */
  private final List<Newcomer> waiting = new ArrayList<>();

  /** One of them. */
  static final class Newcomer {

    private final IoSession session;
    private final List<BoardMessage> heard = new ArrayList<>();
    private Timer bound = () -> {};

    private Newcomer(IoSession session) {
      this.session = session;
    }

    IoSession session() {
      return session;
    }

    /** What it has sent so far, in its order. */
    List<BoardMessage> heard() {
      return heard;
    }

    private boolean isSilent() {
      return heard.isEmpty();
    }
  }

  /**
   * @param closed called with each that has ended without the place of the one that is held, and
   *     the reason
   */
  Newcomers(LinkParts parts, BiConsumer<IoSession, String> closed) {
    this.parts = parts;
    this.closed = closed;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Keeps a session, for as long as the one that is held could be dead at most. */
  void add(IoSession session) {
    if (waiting.size() == MOST) {
      close(
          waiting.stream().filter(Newcomer::isSilent).findFirst().orElse(waiting.get(0)),
          "has its link, and too many others came beside it");
    }
    Newcomer added = new Newcomer(session);
    waiting.add(added);
    added.bound =
        parts.after(
            parts.liveness().lostAfter().plus(MARGIN),
            () -> close(added, "has its link, and nothing sound came over this one"));
  }

  /**
   * A session that may be one of them has sent something. What is not sound shows no board.
   *
   * @return whether one of them has shown that it is alive
   */
  boolean received(IoSession session, BoardMessage message) {
    Optional<Newcomer> found = find(session);
    if (found.isEmpty() || message instanceof Garbage || message instanceof Login) {
      return false;
    }
    Newcomer newcomer = found.get();
    if (newcomer.heard.size() == MESSAGES_MAX) {
      close(newcomer, "has its link, and too much came over this one meanwhile");
      return false;
    }
    newcomer.bound.cancel();
    newcomer.heard.add(message);
    return true;
  }

  /** A session that may be one of them has ended. */
  void ended(IoSession session) {
    find(session)
        .ifPresent(
            newcomer -> {
              remove(newcomer);
              closed.accept(session, "has its link, and this one was closed from there");
            });
  }

  /** Takes the newest one that has shown that it is alive. */
  Optional<Newcomer> takeAlive() {
    return take(newest(waiting.stream().filter(one -> !one.isSilent()).toList()));
  }

  /** Takes one that is alive, or else the newest one. */
  Optional<Newcomer> takeAny() {
    return takeAlive().or(() -> take(newest(waiting)));
  }

  void closeAll() {
    for (Newcomer newcomer : List.copyOf(waiting)) {
      remove(newcomer);
      newcomer.session.closeNow();
    }
  }

  private static Optional<Newcomer> newest(List<Newcomer> some) {
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(some.size() - 1));
  }

  private Optional<Newcomer> take(Optional<Newcomer> taken) {
    taken.ifPresent(this::remove);
    return taken;
  }

  private Optional<Newcomer> find(IoSession session) {
    return waiting.stream().filter(one -> one.session.equals(session)).findFirst();
  }

  private void remove(Newcomer newcomer) {
    newcomer.bound.cancel();
    waiting.remove(newcomer);
  }

  private void close(Newcomer newcomer, String reason) {
    remove(newcomer);
    closed.accept(newcomer.session, reason);
    newcomer.session.closeNow();
  }
}
