package io.drinkd.driver.link;

import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.SessionSource.Subscription;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolCodecFilter;

/** A board that may dial in, and the owner of its sessions once it has. */
final class ExpectedBoard implements LinkOwner, Subscription {

  private final PendingConnections gate;
  private final String machine;
  private final Secret password;
  private final Optional<InetAddress> address;
  private final Executor executor;
  private final ProtocolCodecFactory codec;
  private final SessionHandler handler;
  // Used by the gate house only.
  private Optional<IoSession> newest = Optional.empty();

  ExpectedBoard(
      PendingConnections gate,
      String machine,
      Secret password,
      Optional<InetAddress> address,
      Executor executor,
      ProtocolCodecFactory codec,
      SessionHandler handler) {
    this.gate = gate;
    this.machine = machine;
    this.password = password;
    this.address = address;
    this.executor = executor;
    this.codec = codec;
    this.handler = handler;
  }

  String machine() {
    return machine;
  }

  Executor executor() {
    return executor;
  }

  ProtocolCodecFactory codec() {
    return codec;
  }

  boolean mayComeFrom(InetAddress from) {
    return address.isEmpty() || address.get().equals(from);
  }

  boolean knows(String said) {
    return password.matches(said);
  }

  /**
   * Takes a session over. Nothing is read from it meanwhile.
   *
   * @param said what the board has said so far
   */
  void take(IoSession session, byte[] said) {
    Optional<IoSession> before = newest;
    newest = Optional.of(session);
    session.getFilterChain().addLast("hand-over", new HandOverFilter(executor));
    session.getFilterChain().addLast("codec", new ProtocolCodecFilter(codec));
    // The session has its new owner only after this, so its end cannot be told before it.
    executor.execute(() -> handler.opened(session));
    own(session);
    session.getFilterChain().fireMessageReceived(IoBuffer.wrap(said));
    before.ifPresent(IoSession::closeNow);
    session.resumeRead();
  }

  @Override
  public void opened(IoSession session) {
    throw new IllegalStateException("a session is opened before it is known whose it is");
  }

  @Override
  public void received(IoSession session, Object message) {
    handler.received(session, message);
  }

  @Override
  public void closed(IoSession session, String reason) {
    executor.execute(() -> handler.closed(session, reason));
  }

  /** A board that dials in sets the pauses between its tries itself. */
  @Override
  public void settled() {}

  @Override
  public void close() {
    gate.expectNoMore(this);
  }
}
