package io.drinkd.driver.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A port that nobody gets by chance until it is closed: the system gives it neither to a server
 * that asks for any free port nor to an outgoing connection, of whichever process. Whoever dials it
 * is refused, unless a server that was given its number listens on it; such a server may be ended
 * and started again meanwhile.
 *
 * <p>A socket is bound to it and does not listen. The system lets a server share the port that sets
 * SO_REUSEADDR, as servers in Java, PostgreSQL and mosquitto do. Methods may be called on any
 * thread.
 */
public final class ReservedPort implements AutoCloseable {

  private final Socket bound = new Socket();

  private ReservedPort(SocketAddress address) throws IOException {
    try {
      bound.setReuseAddress(true);
      bound.bind(address);
    } catch (IOException e) {
      bound.close();
      throw e;
    }
  }

  /** Any port, on all addresses of this host. */
  public static ReservedPort any() throws IOException {
    return at(new InetSocketAddress(0));
  }

  /**
   * A port of one address.
   *
   * @param address port 0 for any that is free
   * @throws IOException if something listens there
   */
  static ReservedPort at(InetSocketAddress address) throws IOException {
    return new ReservedPort(address);
  }

  /** Its number. */
  public int number() {
    return bound.getLocalPort();
  }

  /** The port on the loopback interface, for whoever listens there or dials. */
  public InetSocketAddress onLoopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), number());
  }

  @Override
  public void close() {
    try {
      bound.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Giving a port back failed", e);
    }
  }
}
