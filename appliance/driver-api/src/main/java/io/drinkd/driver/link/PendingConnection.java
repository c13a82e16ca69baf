package io.drinkd.driver.link;

import io.drinkd.driver.Timers.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * A connection whose board is not known yet. While what it has sent is checked nothing more is read
 * from it. Apart from the methods of {@link LinkOwner} it is used by {@link PendingConnections}
 * only, on their thread.
 */
final class PendingConnection implements LinkOwner {

  /** How far it has come; the further, the less is it disconnected in favour of others. */
  enum Stage {
    /** Its password was wrong; it has been answered, and need not read that. */
    REFUSED,
    /** It has not sent a whole login yet. */
    INCOMPLETE,
    /** Its login is checked, or waits for that. */
    LOGIN
  }

  private static final int NETWORK_BYTES = 8;

  private final PendingConnections connections;
  private final IoSession session;
  private final InetAddress address;
  private final int port;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Timer deadline = () -> {};
  private Stage stage = Stage.INCOMPLETE;
  private long heardNanos;
  private Optional<ExpectedBoard> board = Optional.empty();
  private boolean pending = true;

  PendingConnection(PendingConnections connections, IoSession session) {
    this.connections = connections;
    this.session = session;
    this.address = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    this.port = ((InetSocketAddress) session.getLocalAddress()).getPort();
  }

  IoSession session() {
    return session;
  }

  InetAddress address() {
    return address;
  }

  /** The port of this appliance to which it came. */
  int port() {
    return port;
  }

  /**
   * Whoever is to be blamed for it: its address; of an IPv6 address the first half, for each host
   * has the other half to itself.
   */
  Object origin() {
    return address instanceof Inet6Address
        ? ByteBuffer.wrap(address.getAddress(), 0, NETWORK_BYTES)
        : address;
  }

  byte[] received() {
    return received.toByteArray();
  }

  int receivedBytes() {
    return received.size();
  }

  boolean isPending() {
    return pending;
  }

  Stage stage() {
    return stage;
  }

  void reach(Stage next) {
    stage = next;
  }

  /** When it last sent something, or was opened. */
  long heardNanos() {
    return heardNanos;
  }

  void heard(long nanos) {
    heardNanos = nanos;
  }

  /** Replaces the deadline that it has. */
  void setDeadline(Timer newDeadline) {
    deadline.cancel();
    deadline = newDeadline;
  }

  void add(byte[] bytes) {
    received.writeBytes(bytes);
  }

  /**
   * Whether the other side has hung up. Looked up at the system, because nothing is read meanwhile:
   * what it has sent since is added to what was received.
   */
  boolean hasHungUp() {
    ByteBuffer more = ByteBuffer.allocate(PendingConnections.BYTES_BEFORE_LOGIN_MAX);
    try {
      int read = ((SocketChannel) ((NioSession) session).getChannel()).read(more);
      received.write(more.array(), 0, more.position());
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Ends the wait.
   *
   * @param owner the board whose connection it is; empty if it has been closed instead
   */
  void resolve(Optional<ExpectedBoard> owner) {
    pending = false;
    board = owner;
    deadline.cancel();
  }

  /** If its board is known at once, the board is to get what it sends, in its order. */
  @Override
  public void opened(IoSession opened) {
    opened.suspendRead();
    connections.run(() -> connections.accept(this));
  }

  @Override
  public void received(IoSession from, Object message) {
    from.suspendRead();
    IoBuffer buffer = (IoBuffer) message;
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    connections.run(() -> connections.received(this, bytes));
  }

  /**
   * The end may come while the session is handed over to its board, which then must learn of it.
   */
  @Override
  public void closed(IoSession closed, String reason) {
    connections.run(
        () -> {
          connections.remove(this);
          board.ifPresent(owner -> owner.closed(closed, reason));
        });
  }
}
