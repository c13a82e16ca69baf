package io.drinkd.appliance.net;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * The I/O threads of a door. A session belongs to one of them for life, chosen by its number.
 *
 * <p>In place of MINA's own pool because that one does not show which thread a session has, and a
 * reply from elsewhere must hop there. One thread is the best number while a request costs little:
 * on two cores, three of them (MINA's default) took 25 to 35 % of the throughput and doubled the
 * p99.
 */
final class SocketProcessors implements IoProcessor<NioSession> {

  private final List<SocketProcessor> processors;

  SocketProcessors(int count) {
    processors = IntStream.range(0, count).mapToObj(i -> new SocketProcessor()).toList();
  }

  /** Where the session's work is done. */
  IoThread threadOf(IoSession session) {
    return processorOf(session);
  }

  /** Completes when each thread has come to it. */
  CompletableFuture<Void> progress() {
    return CompletableFuture.allOf(
        processors.stream().map(SocketProcessor::progress).toArray(CompletableFuture<?>[]::new));
  }

  private SocketProcessor processorOf(IoSession session) {
    return processors.get((int) (session.getId() % processors.size()));
  }

  @Override
  public void add(NioSession session) {
    processorOf(session).add(session);
  }

  @Override
  public void remove(NioSession session) {
    processorOf(session).remove(session);
  }

  @Override
  public void flush(NioSession session) {
    processorOf(session).flush(session);
  }

  @Override
  public void write(NioSession session, WriteRequest request) {
    processorOf(session).write(session, request);
  }

  @Override
  public void updateTrafficControl(NioSession session) {
    processorOf(session).updateTrafficControl(session);
  }

  @Override
  public boolean isDisposing() {
    return processors.get(0).isDisposing();
  }

  @Override
  public boolean isDisposed() {
    return processors.get(0).isDisposed();
  }

  /** Closes what is still open and ends the threads. */
  @Override
  public void dispose() {
    processors.forEach(SocketProcessor::dispose);
  }
}
