package io.drinkd.bench.contender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/**
 * The most that MINA gives: one thread, no codec, one write for all lines of a read, no read and no
 * wake-up that are not needed. With two more arguments, a PKCS12 file and its password, it speaks
 * TLS by MINA's own filter.
 */
final class MinaTuned extends IoHandlerAdapter {

  private final byte[] reply;

  private MinaTuned(byte[] reply) {
    this.reply = reply;
  }

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    NioSocketAcceptor acceptor = new NioSocketAcceptor(new LeanProcessor());
    acceptor.setBacklog(Listening.BACKLOG);
    acceptor.getSessionConfig().setTcpNoDelay(true);
    acceptor.getStatistics().getConfig().setStatisticsCalcEnabled(false);
    if (arguments.length > 1) {
      acceptor
          .getFilterChain()
          .addLast("ssl", new SslFilter(tls(Path.of(arguments[1]), arguments[2].toCharArray())));
    }
    acceptor.setHandler(new MinaTuned(Listening.reply(arguments)));
    acceptor.bind(Listening.anyPort());
    Listening.say(acceptor.getLocalAddress().getPort());
  }

  private static SSLContext tls(Path store, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore certificate = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      certificate.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(certificate, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void messageReceived(IoSession session, Object message) {
    IoBuffer received = (IoBuffer) message;
    byte[] lines = new byte[received.remaining()];
    received.get(lines);
    int count = Listening.lines(lines, lines.length);
    IoBuffer replies = IoBuffer.allocate(count * reply.length);
    for (int i = 0; i < count; i++) {
      replies.put(reply);
    }
    session.write(replies.flip());
  }

  @Override
  public void inputClosed(IoSession session) {
    session.closeNow();
  }

  @Override
  public void exceptionCaught(IoSession session, Throwable cause) {
    session.closeNow();
  }

  private static final class LeanProcessor extends NioProcessor {

    private volatile Thread thread;

    LeanProcessor() {
      super(Executors.newCachedThreadPool());
    }

    @Override
    protected int select(long timeoutMillis) throws Exception {
      thread = Thread.currentThread();
      return super.select(timeoutMillis);
    }

    /** What this thread itself asks for it sees in the round that it is in. */
    @Override
    protected void wakeup() {
      if (Thread.currentThread() != thread) {
        super.wakeup();
      }
    }

    /** A read that left room in the buffer has taken all there was. */
    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
      return buffer.position() > 0 ? 0 : super.read(session, buffer);
    }
  }
}
