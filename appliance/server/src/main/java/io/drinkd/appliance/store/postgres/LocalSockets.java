package io.drinkd.appliance.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Makes sockets to a PostgreSQL on this host by its local socket, for its driver, which knows
 * sockets of the network only. The driver makes one of these itself, from its name and the folder.
 *
 * <p>A library that does this brings a part in machine code, which has to be unpacked somewhere
 * before anything of it runs, also for commands that have no folder to unpack it into; Java itself
 * has all that is needed but the form that the driver wants.
 */
public final class LocalSockets extends SocketFactory {

  private static final String NAME = ".s.PGSQL.";

  private final Path folder;

  /**
   * @param folder where the server has its sockets, absolute
   */
  public LocalSockets(String folder) {
    this.folder = Path.of(folder);
  }

  /** The socket of the server that listens there on a port. */
  static Path in(Path folder, int port) {
    return folder.resolve(NAME + port);
  }

  /** One that is not connected; of the address to connect with, the port alone counts. */
  @Override
  public Socket createSocket() throws IOException {
    return new LocalSocket(folder);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new SocketException("only those that are connected later");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private static final class LocalSocket extends Socket {
    LocalSocket(Path folder) throws SocketException {
      super(new LocalSocketConnection(folder));
    }
  }
}
