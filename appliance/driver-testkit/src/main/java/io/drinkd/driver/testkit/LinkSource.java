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

  static LinkSource listening(InetSocketAddress address) throws IOException {
    var server = new ServerSocket();
    try {
      // A board that is started again must get its port back at once.
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
    return new Listening(server);
  }

  /** The board behind a serial-to-TCP bridge. */
  record Listening(ServerSocket server) implements LinkSource {
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
      return listening((InetSocketAddress) server.getLocalSocketAddress());
    }

    @Override
    public void close() throws IOException {
      server.close();
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
  }
}
