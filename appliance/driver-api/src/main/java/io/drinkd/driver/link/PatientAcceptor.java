package io.drinkd.driver.link;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MINA's acceptor, which lets whoever connects wait while this process may not open another file: a
 * board that is refused would only dial again. MINA itself does so too, with a stack trace each
 * time.
 */
final class PatientAcceptor extends NioSocketAcceptor {

  private static final Logger LOG = LoggerFactory.getLogger(PatientAcceptor.class);

  /** What waits stays ready to be accepted: to try at once again would take a whole core. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  PatientAcceptor() {
    super(1);
  }

  @Override
  protected NioSession accept(IoProcessor<NioSession> processor, ServerSocketChannel port)
      throws Exception {
    try {
      return super.accept(processor, port);
    } catch (IOException e) {
      if (port.isOpen()) {
        // What to do: raise how many files the process may have open.
        LOG.warn("connections of boards wait, for the process may not open another file");
        LOG.debug("connection of a board not accepted", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return null;
    }
  }
}
