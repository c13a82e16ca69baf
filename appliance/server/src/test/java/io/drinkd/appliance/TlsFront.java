package io.drinkd.appliance;

import io.drinkd.appliance.config.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TLS in front of a board that has none, as stunnel is; it shows a certificate, and passes on what
 * comes.
 */
final class TlsFront implements AutoCloseable {

  private final ServerSocket server;
  private final int boardPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  TlsFront(TestCertificate shown, int boardPort) throws GeneralSecurityException, IOException {
    this.boardPort = boardPort;
    server =
        shown
            .serving()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tls front");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket board = new Socket(InetAddress.getLoopbackAddress(), boardPort);
        open.add(client);
        open.add(board);
        start(() -> pass(client, board));
        start(() -> pass(board, client));
      } catch (IOException e) {
        // The front or the board was closed: the loop ends only with the front.
        continue;
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them has ended, and with it the other.
      open.remove(from);
    }
    open.remove(from);
    open.remove(to);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
