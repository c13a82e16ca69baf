package io.drinkd.appliance.echo;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** One listener that sends back what it gets, with one I/O thread. */
final class EchoDoor implements Door {

  private final NioSocketAcceptor acceptor = new NioSocketAcceptor(1);

  private EchoDoor() {}

  static EchoDoor open(ListenerSettings settings) throws CannotListenException {
    EchoDoor door = new EchoDoor();
    try {
      door.listen(settings);
      return door;
    } catch (IOException e) {
      door.close();
      throw CannotListenException.of(settings, e);
    }
  }

  private void listen(ListenerSettings settings) throws IOException {
    acceptor.setReuseAddress(true);
    acceptor.setBacklog(settings.backlog());
    acceptor.getSessionConfig().setTcpNoDelay(true);
    // Both ways: a client that neither sends nor takes what waits for it.
    int idleSeconds = (int) Math.max(1, settings.idleBeforeLogin().toSeconds());
    acceptor.getSessionConfig().setBothIdleTime(idleSeconds);
    acceptor.setHandler(new EchoHandler(settings));
    acceptor.bind(new InetSocketAddress(settings.host(), settings.port()));
  }

  @Override
  public int port() {
    return acceptor.getLocalAddress().getPort();
  }

  @Override
  public boolean change(ListenerSettings settings) {
    return false;
  }

  @Override
  public void close() {
    acceptor.dispose(true);
  }
}
