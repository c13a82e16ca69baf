package io.drinkd.driver.link;

import io.drinkd.driver.Timers.Timer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;

/**
 * A connection of which is not known yet whose board it is. While what it said is looked at nothing
 * more is read from it. Apart from the owner's methods it is used by the gate house only.
 */
final class PendingConnection implements LinkOwner {

  private final PendingConnections gate;
  private final IoSession session;
  private final InetAddress address;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Timer deadline = () -> {};
  private Optional<ExpectedBoard> known = Optional.empty();
  private boolean gone;

  PendingConnection(PendingConnections gate, IoSession session) {
    this.gate = gate;
    this.session = session;
    this.address = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
  }

  IoSession session() {
    return session;
  }

  InetAddress address() {
    return address;
  }

  byte[] said() {
    return said.toByteArray();
  }

  int saidBytes() {
    return said.size();
  }

  boolean isGone() {
    return gone;
  }

  void staysAtMostUntil(Timer newDeadline) {
    deadline = newDeadline;
  }

  void add(byte[] bytes) {
    said.writeBytes(bytes);
  }

  /** It is nobody's connection any more, or that of the board. */
  void goes(Optional<ExpectedBoard> board) {
    gone = true;
    known = board;
    deadline.cancel();
  }

  @Override
  public void opened(IoSession opened) {
    gate.run(() -> gate.admit(this));
  }

  @Override
  public void received(IoSession from, Object message) {
    from.suspendRead();
    IoBuffer buffer = (IoBuffer) message;
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    gate.run(() -> gate.hear(this, bytes));
  }

  /** Its end may be told while it is being handed to its board, who hears of it then. */
  @Override
  public void closed(IoSession closed, String reason) {
    gate.run(
        () -> {
          gate.leave(this);
          known.ifPresent(board -> board.closed(closed, reason));
        });
  }
}
