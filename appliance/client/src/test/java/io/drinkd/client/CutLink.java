package io.drinkd.client;

import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that breaks once, after a number of bytes of both directions together. */
final class CutLink implements AutoCloseable {

  private final ReservedPort reserved = ReservedPort.any();
  private final ServerSocket listening =
      new ServerSocket(reserved.number(), 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final int cutAfter;
  private final AtomicInteger passed = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  CutLink(int server, int cutAfter) throws IOException {
    this.server = server;
    this.cutAfter = cutAfter;
    thread(this::accept);
  }

  int port() {
    return reserved.number();
  }

  /** How many bytes have passed on the first connection. */
  int passed() {
    return passed.get();
  }

  /** Ends all connections that there are. */
  void cut() throws IOException {
    for (Socket one : open) {
      one.close();
    }
    open.clear();
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "link");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        boolean first = connections.incrementAndGet() == 1;
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        thread(() -> pass(client, upstream, first));
        thread(() -> pass(upstream, client, first));
      }
    } catch (IOException e) {
      // It was closed.
      return;
    }
  }

  private void pass(Socket from, Socket to, boolean first) {
    byte[] piece = new byte[4096];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        int before = first ? passed.getAndAdd(length) : 0;
        int left = first ? cutAfter - before : length;
        out.write(piece, 0, Math.max(0, Math.min(left, length)));
        if (first && left <= length) {
          return;
        }
      }
    } catch (IOException e) {
      // The other direction has ended.
      return;
    }
  }

  /** The same, and nobody listens from now on. */
  void vanish() throws IOException {
    listening.close();
    cut();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    reserved.close();
  }
}
