package io.drinkd.driver.link;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
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

  private static final Path ANY_FILE = Path.of("/dev/null");

  /** What waits stays ready to be accepted: to try at once again would take a whole core. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  PatientAcceptor(IoProcessor<NioSession> processor) {
    super(processor);
  }

  @Override
  protected NioSession accept(IoProcessor<NioSession> processor, ServerSocketChannel port)
      throws Exception {
    if (isFileLeft()) {
      return super.accept(processor, port);
    }
    // What to do: raise how many files the process may have open.
    LOG.warn("connections of boards wait, for the process may not open another file");
    LockSupport.parkNanos(PAUSE_NANOS);
    return null;
  }

  /** Opening one is the only way to know. */
  private static boolean isFileLeft() {
    try {
      FileChannel.open(ANY_FILE).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
