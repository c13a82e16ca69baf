package io.drinkd.driver.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Where a simulated board's next link comes from: the board is dialled, or it dials. */
interface LinkSource extends AutoCloseable {

  /** Waits for the next link. */
  Socket next() throws IOException;

  /** Where it listens, or where it dials to. */
  InetSocketAddress address();

  /** How long to wait after a link that was lost or could not be made. */
  Duration pause();

  /** The same again after {@link #close}. */
  LinkSource reopen() throws IOException;

  /** Ends a wait for a link. */
  @Override
  void close() throws IOException;

  /** The last that is done: it is not opened again. */
  void end() throws IOException;

  static LinkSource listening(InetSocketAddress address) throws IOException {
    ReservedPort port;
    try {
      port = ReservedPort.at(address);
    } catch (IOException e) {
      throw cannotListen(address, e);
    }
    try {
      return listening(new InetSocketAddress(address.getAddress(), port.number()), port);
    } catch (IOException e) {
      port.close();
      throw e;
    }
  }

  private static LinkSource listening(InetSocketAddress address, ReservedPort port)
      throws IOException {
    var server = new ServerSocket();
    try {
      // A board that is started again must get its port back at once.
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw cannotListen(address, e);
    }
    return new Listening(server, port);
  }

  private static IOException cannotListen(InetSocketAddress address, IOException e) {
    return new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
  }

  /**
   * The board behind a serial-to-TCP bridge.
   *
   * @param port kept while the board is unplugged, so that nobody else listens there
   */
  record Listening(ServerSocket server, ReservedPort port) implements LinkSource {
    @Override
    public Socket next() throws IOException {
      return server.accept();
    }

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    @Override
    public Duration pause() {
      return Duration.ZERO;
    }

    @Override
    public LinkSource reopen() throws IOException {
      return listening((InetSocketAddress) server.getLocalSocketAddress(), port);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }

    @Override
    public void end() throws IOException {
      close();
      port.close();
    }
  }

  /** The board with a network of its own. */
  record Dialling(InetSocketAddress address, Duration pause) implements LinkSource {
    @Override
    public Socket next() throws IOException {
      return new Socket(address.getAddress(), address.getPort());
    }

    @Override
    public LinkSource reopen() {
      return this;
    }

    @Override
    public void close() {
      // Between two links nothing is open.
    }

    @Override
    public void end() {
      close();
    }
  }
}
