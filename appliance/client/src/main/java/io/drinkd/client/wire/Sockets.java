package io.drinkd.client.wire;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import jdk.net.ExtendedSocketOptions;

/** Connects, with TLS where that is asked for. */
public final class Sockets {

  private static final int CONNECT_MILLIS = 10_000;

  /** A cable that was pulled is noticed within 35 s, also while a drop waits its delay. */
  private static final int ALIVE_IDLE_SECONDS = 15;

  private static final int ALIVE_EVERY_SECONDS = 5;
  private static final int ALIVE_PROBES = 4;

  private Sockets() {}

  /**
   * A connected socket; with TLS the server has shown its certificate.
   *
   * @throws LinkLostException if there is no connection
   * @throws FailedException if the server is not trusted
   */
  public static Socket connect(Address address, Trust trust) {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      keepAlive(socket);
      return address.tls() ? TlsSockets.over(socket, address, trust) : socket;
    } catch (IOException e) {
      close(socket);
      throw LinkLostException.notConnected("no connection to " + address + ": " + reason(e));
    } catch (FailedException e) {
      close(socket);
      throw e;
    }
  }

  private static void keepAlive(Socket socket) throws SocketException {
    socket.setKeepAlive(true);
    try {
      if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, ALIVE_IDLE_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, ALIVE_EVERY_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, ALIVE_PROBES);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A system without these options has the usual ones, which take longer.
      return;
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "there is no host of that name";
    }
    if (failure instanceof SocketTimeoutException) {
      return "no answer within " + CONNECT_MILLIS / 1000 + " s";
    }
    if (failure instanceof NoRouteToHostException) {
      return "no route to the host";
    }
    if (failure instanceof ConnectException) {
      return "nobody listens there";
    }
    return "the network failed";
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
      return;
    }
  }
}
