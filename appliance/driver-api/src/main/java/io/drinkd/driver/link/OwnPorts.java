package io.drinkd.driver.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mina.core.service.IoAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports that boards have for themselves to dial in: each is open as long as a board is expected
 * at it. One that cannot be opened is tried again, and no other board suffers. Used on the thread
 * of the pending connections only.
 */
final class OwnPorts {

  private static final Logger LOG = LoggerFactory.getLogger(OwnPorts.class);

  static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);

  private final IoAcceptor acceptor;
  private final InetSocketAddress common;
  private final PendingConnections connections;
  private final Map<Integer, Set<ExpectedBoard>> boards = new HashMap<>();
  private final Set<Integer> triedAgain = new HashSet<>();

  /**
   * @param common the port of all boards, which is open; the others are opened on the same host
   */
  OwnPorts(IoAcceptor acceptor, InetSocketAddress common, PendingConnections connections) {
    this.acceptor = acceptor;
    this.common = common;
    this.connections = connections;
  }

  /** Whether all boards may dial in there. */
  boolean isCommon(int port) {
    return port == common.getPort();
  }

  /** A board is expected; opens its port, if that is not open yet. */
  void expect(ExpectedBoard board) {
    if (!isCommon(board.port())) {
      boards.computeIfAbsent(board.port(), none -> new HashSet<>()).add(board);
      open(board.port());
    }
  }

  /** A board is expected no more; closes its port, unless another one has it too. */
  void expectNoMore(ExpectedBoard board) {
    Set<ExpectedBoard> left = boards.getOrDefault(board.port(), Set.of());
    if (left.contains(board)) {
      left.remove(board);
      if (left.isEmpty()) {
        boards.remove(board.port());
        address(board.port()).filter(open -> !acceptor.isDisposing()).ifPresent(acceptor::unbind);
      }
    }
  }

  private void open(int port) {
    if (!boards.containsKey(port) || acceptor.isDisposing() || address(port).isPresent()) {
      return;
    }
    try {
      acceptor.bind(new InetSocketAddress(common.getAddress(), port));
      LOG.info("port {} is open for the board that dials in there", port);
    } catch (IOException e) {
      String reason = "port " + port + " cannot be opened for its board: " + why(e);
      if (triedAgain.add(port)) {
        connections.timers().after(TRY_AGAIN_AFTER, () -> connections.run(() -> openAgain(port)));
      }
      boards.get(port).forEach(board -> board.failed(reason, TRY_AGAIN_AFTER));
    }
  }

  /** MINA wraps what the system says, and Java has one exception for all of it. */
  private static String why(IOException e) {
    String said = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    if (said.startsWith("Permission denied")) {
      return "this user may not open it; give the machine a port from 1024 on, or the right to open"
          + " it: AmbientCapabilities=CAP_NET_BIND_SERVICE in the unit of systemd";
    }
    return said.startsWith("Address already in use")
        ? "another program has it; stop that one, or give the machine another port"
        : "the system refuses it; give the machine another port";
  }

  private void openAgain(int port) {
    triedAgain.remove(port);
    open(port);
  }

  private Optional<SocketAddress> address(int port) {
    return acceptor.getLocalAddresses().stream()
        .filter(open -> ((InetSocketAddress) open).getPort() == port)
        .findFirst();
  }
}
