package io.drinkd.driver.link;

import io.drinkd.driver.Timers.Timer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;

/**
 * A connection whose board is not known yet. While what it has sent is checked nothing more is read
 * from it. Apart from the methods of {@link LinkOwner} it is used by {@link PendingConnections}
 * only, on their thread.
 */
final class PendingConnection implements LinkOwner {

  private final PendingConnections connections;
  private final IoSession session;
  private final InetAddress address;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Timer deadline = () -> {};
  private Optional<ExpectedBoard> board = Optional.empty();
  private boolean pending = true;

  PendingConnection(PendingConnections connections, IoSession session) {
    this.connections = connections;
    this.session = session;
    this.address = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
  }

  IoSession session() {
    return session;
  }

  InetAddress address() {
    return address;
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

  void setDeadline(Timer newDeadline) {
    deadline = newDeadline;
  }

  void add(byte[] bytes) {
    received.writeBytes(bytes);
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

  @Override
  public void opened(IoSession opened) {
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
