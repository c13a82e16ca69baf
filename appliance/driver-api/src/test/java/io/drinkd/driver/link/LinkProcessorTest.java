package io.drinkd.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkProcessorTest {

  private static final int PATIENCE_MILLIS = 60_000;

  private final ExecutorService io = Executors.newCachedThreadPool();
  private final ExecutorService machine = Executors.newSingleThreadExecutor();
  private final ExecutorService logins = Executors.newSingleThreadExecutor();
  private final LinkProcessor processor = new LinkProcessor(io);
  private final NioSocketAcceptor acceptor = new NioSocketAcceptor(processor);

  /** Nothing is read until another thread has seen to it, while a third one writes. */
  private final class Busy extends IoHandlerAdapter {
    @Override
    public void messageReceived(IoSession session, Object message) {
      session.suspendRead();
      machine.execute(() -> session.write(IoBuffer.wrap(new byte[1])));
      logins.execute(session::resumeRead);
    }
  }

  @BeforeEach
  void open() throws IOException {
    acceptor.setHandler(new Busy());
    acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() {
    acceptor.dispose(true);
    processor.dispose();
    io.shutdownNow();
    machine.shutdownNow();
    logins.shutdownNow();
  }

  @Test
  void readsOnWhateverThreadsWriteAndResumeAtOnce() throws IOException {
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), acceptor.getLocalAddress().getPort())) {
      client.setSoTimeout(PATIENCE_MILLIS);
      for (int i = 0; i < 20_000; i++) {
        client.getOutputStream().write(1);
        assertThat(client.getInputStream().read()).as("answer %d", i).isZero();
      }
    }
  }
}
