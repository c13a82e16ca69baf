package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whose board it is that dials in. Its state is touched inside its serial executor only;
 * what runs a driver's code is handed to that machine's executor, and comes back.
 */
final class PendingConnections {

  private static final Logger LOG = LoggerFactory.getLogger(PendingConnections.class);

  private static final Duration LONGEST_STAY = Duration.ofSeconds(10);
  private static final int MOST_GUESTS = 256;
  private static final int MOST_GUESTS_OF_ONE_ADDRESS = 32;
  private static final int MOST_BYTES_BEFORE_LOGIN = 1024;

  private final SerialExecutor executor = new SerialExecutor();
  private final Timers timers;
  private final LoginPauses pauses;
  private final List<ExpectedBoard> expected = new ArrayList<>();

  /** In the order in which they came. */
  private final Set<PendingConnection> guests = new LinkedHashSet<>();

  PendingConnections(Timers timers) {
    this.timers = timers;
    this.pauses = new LoginPauses(timers);
  }

  void run(Runnable task) {
    executor.execute(task);
  }

  void expect(ExpectedBoard board) {
    run(() -> expected.add(board));
  }

  void expectNoMore(ExpectedBoard board) {
    run(() -> expected.remove(board));
  }

  PendingConnection guest(IoSession session) {
    return new PendingConnection(this, session);
  }

  void admit(PendingConnection guest) {
    // The oldest goes: a board says its login at once, one that holds a connection does not.
    firstIfFull(guests.stream().toList(), MOST_GUESTS)
        .or(() -> firstIfFull(from(guest.address()), MOST_GUESTS_OF_ONE_ADDRESS))
        .ifPresent(oldest -> dismiss(oldest, "many others come"));
    guests.add(guest);
    guest.staysAtMostUntil(
        timers.after(LONGEST_STAY, () -> run(() -> dismiss(guest, "no login within 10 s"))));
  }

  private static Optional<PendingConnection> firstIfFull(
      List<PendingConnection> present, int most) {
    return present.size() < most ? Optional.empty() : Optional.of(present.get(0));
  }

  private List<PendingConnection> from(InetAddress address) {
    return guests.stream().filter(guest -> guest.address().equals(address)).toList();
  }

  private void dismiss(PendingConnection guest, String reason) {
    if (!guest.isGone()) {
      LOG.info(
          "{}: closed, no board is known by it: {}", guest.session().getRemoteAddress(), reason);
      leave(guest);
      guest.session().closeNow();
    }
  }

  void leave(PendingConnection guest) {
    if (guests.remove(guest)) {
      guest.goes(Optional.empty());
    }
  }

  void hear(PendingConnection guest, byte[] bytes) {
    if (guest.isGone()) {
      return;
    }
    guest.add(bytes);
    if (guest.saidBytes() > MOST_BYTES_BEFORE_LOGIN) {
      dismiss(guest, "no login in the first " + MOST_BYTES_BEFORE_LOGIN + " bytes");
    } else {
      lookAt(guest);
    }
  }

  private void lookAt(PendingConnection guest) {
    if (guest.isGone()) {
      return;
    }
    Duration wait = pauses.left(guest.address());
    if (!wait.isZero()) {
      timers.after(wait, () -> run(() -> lookAt(guest)));
      return;
    }
    List<List<ExpectedBoard>> models = models(guest.address());
    if (models.isEmpty()) {
      guest.session().resumeRead();
      return;
    }
    new Look(guest, models.size()).begin(models);
  }

  /**
   * The boards that may come from the address, those of one codec together: codecs of one class
   * read alike, so one of them reads for all.
   */
  private List<List<ExpectedBoard>> models(InetAddress address) {
    Map<Class<?>, List<ExpectedBoard>> byCodec = new LinkedHashMap<>();
    for (ExpectedBoard board : expected) {
      if (board.mayComeFrom(address)) {
        byCodec.computeIfAbsent(board.codec().getClass(), any -> new ArrayList<>()).add(board);
      }
    }
    return List.copyOf(byCodec.values());
  }

  /** One look at what a guest has said, by all models; one that does not answer holds up nobody. */
  private final class Look {

    private final PendingConnection guest;
    private int unanswered;
    private Optional<ExpectedBoard> speaksLike = Optional.empty();

    Look(PendingConnection guest, int models) {
      this.guest = guest;
      this.unanswered = models;
    }

    void begin(List<List<ExpectedBoard>> models) {
      byte[] said = guest.said();
      for (List<ExpectedBoard> boards : models) {
        ExpectedBoard first = boards.get(0);
        try {
          first
              .executor()
              .execute(
                  () -> {
                    Optional<String> password = LoginSearch.password(said, first.codec());
                    run(() -> answered(boards, password));
                  });
        } catch (RejectedExecutionException e) {
          // Its driver was given up just now.
          run(() -> answered(boards, Optional.empty()));
        }
      }
    }

    private void answered(List<ExpectedBoard> boards, Optional<String> password) {
      unanswered--;
      if (guest.isGone()) {
        return;
      }
      if (password.isPresent()) {
        speaksLike = speaksLike.or(() -> Optional.of(boards.get(0)));
        Optional<ExpectedBoard> known = withPassword(boards, password.get());
        if (known.isPresent()) {
          welcome(guest, known.get());
          return;
        }
      }
      if (unanswered == 0) {
        speaksLike.ifPresentOrElse(
            model -> refuse(guest, model), () -> guest.session().resumeRead());
      }
    }
  }

  /** Compares with all, so that the time it takes tells nothing. */
  private static Optional<ExpectedBoard> withPassword(List<ExpectedBoard> boards, String said) {
    Optional<ExpectedBoard> found = Optional.empty();
    for (ExpectedBoard board : boards) {
      if (board.knows(said)) {
        found = Optional.of(board);
      }
    }
    return found;
  }

  private void welcome(PendingConnection guest, ExpectedBoard board) {
    guests.remove(guest);
    guest.goes(Optional.of(board));
    LOG.info("machine {}: its board dials in from {}", board.machine(), guest.address());
    board.take(guest.session(), guest.said());
  }

  /** Its deadline stays: it need not read the answer. */
  private void refuse(PendingConnection guest, ExpectedBoard model) {
    pauses.wrongPassword(guest.address());
    IoSession session = guest.session();
    LOG.warn(
        "{}: login refused: no board that may come from there has this password",
        session.getRemoteAddress());
    model
        .executor()
        .execute(
            () -> {
              session.getFilterChain().addLast("codec", new ProtocolCodecFilter(model.codec()));
              session.write(new BoardRequest.RefuseLogin());
              session.closeOnFlush();
            });
  }
}
