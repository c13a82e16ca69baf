package io.drinkd.driver.link;

import io.drinkd.driver.link.PendingConnection.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * The look at what one connection has sent so far: all models decode it, each on the thread of one
 * of its boards, so that one that never answers delays no other; as soon as one finds a login, it
 * is compared when it is its turn. One look is one check, however many models understand it.
 */
final class LoginCheck implements LoginTurns.Login {

  private final PendingConnections connections;
  private final PendingConnection connection;
  private final List<Candidate> candidates = new ArrayList<>();
  private int unanswered;
  private boolean hasTurn;

  /** A password that a model has found, and the boards of that model that may have it. */
  private record Candidate(List<ExpectedBoard> boards, String password) {

    /** Compares with all, so that the time it takes reveals nothing. */
    Optional<ExpectedBoard> withPassword() {
      Optional<ExpectedBoard> found = Optional.empty();
      for (ExpectedBoard board : boards) {
        if (board.hasPassword(password)) {
          found = Optional.of(board);
        }
      }
      return found;
    }
  }

  LoginCheck(PendingConnections connections, PendingConnection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  /**
   * Begins it.
   *
   * @param boards those that the connection may be of
   */
  void begin(List<ExpectedBoard> boards) {
    List<List<ExpectedBoard>> models = models(boards);
    unanswered = models.size();
    if (models.isEmpty()) {
      connection.session().resumeRead();
    }
    byte[] received = connection.received();
    models.forEach(model -> decode(received, model));
  }

  /** Boards of one codec together: codecs of one class decode alike, so one decodes for all. */
  private static List<List<ExpectedBoard>> models(List<ExpectedBoard> boards) {
    Map<Class<?>, List<ExpectedBoard>> byCodec = new LinkedHashMap<>();
    for (ExpectedBoard board : boards) {
      byCodec.computeIfAbsent(board.codec().getClass(), any -> new ArrayList<>()).add(board);
    }
    return List.copyOf(byCodec.values());
  }

  private void decode(byte[] received, List<ExpectedBoard> boards) {
    ExpectedBoard first = boards.get(0);
    try {
      first
          .executor()
          .execute(
              () -> {
                Optional<String> password = LoginSearch.password(received, first.codec());
                connections.run(() -> decoded(boards, password));
              });
    } catch (RejectedExecutionException e) {
      // Its driver has just been stopped.
      connections.run(() -> decoded(boards, Optional.empty()));
    }
  }

  private void decoded(List<ExpectedBoard> boards, Optional<String> password) {
    unanswered--;
    if (!connection.isPending()) {
      return;
    }
    password.ifPresent(found -> candidates.add(new Candidate(boards, found)));
    if (candidates.isEmpty()) {
      if (unanswered == 0) {
        connection.session().resumeRead();
      }
    } else if (connection.stage() == Stage.INCOMPLETE) {
      connection.reach(Stage.LOGIN);
      connections.takeTurn(connection, this);
    } else if (hasTurn) {
      compare();
    }
  }

  @Override
  public boolean isWanted() {
    if (connection.isPending() && connection.hasHungUp()) {
      connection.session().closeNow();
      return false;
    }
    return connection.isPending();
  }

  @Override
  public void check() {
    hasTurn = true;
    connections.turnHasCome(connection);
    compare();
  }

  private void compare() {
    for (Candidate candidate : candidates) {
      Optional<ExpectedBoard> identified = candidate.withPassword();
      if (identified.isPresent()) {
        connections.loggedIn(connection, identified.get());
        return;
      }
    }
    if (unanswered == 0) {
      connections.refuse(
          connection,
          candidates.stream().flatMap(candidate -> candidate.boards().stream()).toList());
    }
  }
}
