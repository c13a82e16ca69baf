package io.drinkd.driver.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A board controlled by a test, on a real loopback socket: it sends only what the test makes it
 * send, and keeps what it receives. One link at a time; a new one replaces the previous one.
 */
final class ScriptedBoard implements AutoCloseable {

  private static final int BYTES_KEPT_MAX = 1 << 20;

  private final ServerSocket server;

  // Guarded by this; every change notifies those who wait.
  private Socket link;
  private int links;
  private boolean ended;
  private byte[] received = new byte[0];

  ScriptedBoard() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::serve, "scripted-board");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Dials the next link itself, to a port of the loopback interface. */
  void dial(int port) throws IOException {
    var next = new Socket(InetAddress.getLoopbackAddress(), port);
    next.setTcpNoDelay(true);
    begin(next);
    var thread = new Thread(() -> listen(next), "scripted-board");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try {
      while (!server.isClosed()) {
        Socket next = server.accept();
        next.setTcpNoDelay(true);
        begin(next);
        listen(next);
      }
    } catch (IOException e) {
      // The server socket is closed: the board is done.
    }
  }

  private synchronized void begin(Socket next) {
    link = next;
    links++;
    ended = false;
    notifyAll();
  }

  private void listen(Socket from) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        keep(buffer, n);
        n = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // Reset, or closed by this side: ended either way.
    }
    end(from);
  }

  private synchronized void keep(byte[] bytes, int length) throws IOException {
    if (received.length > BYTES_KEPT_MAX) {
      throw new IOException("the driver sends endlessly");
    }
    var all = new ByteArrayOutputStream();
    all.writeBytes(received);
    all.write(bytes, 0, length);
    received = all.toByteArray();
    notifyAll();
  }

  /** The end of an earlier link may be noticed late, and is ignored. */
  private synchronized void end(Socket which) {
    if (which == link) {
      ended = true;
      notifyAll();
    }
  }

  /** How many links there have been. */
  synchronized int links() {
    return links;
  }

  /** Whether that link, counted from 1, has ended. */
  synchronized boolean hasEnded(int link) {
    return links > link || links == link && ended;
  }

  void send(String bytes) throws IOException {
    Socket to;
    synchronized (this) {
      to = link;
    }
    to.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Waits for {@code length} bytes of the driver and removes them.
   *
   * @return fewer if the link ends or the time runs out before
   */
  synchronized String take(int length, Duration patience) throws InterruptedException {
    await(() -> received.length >= length || ended, patience);
    int taken = Math.min(length, received.length);
    String text = new String(received, 0, taken, StandardCharsets.ISO_8859_1);
    received = Arrays.copyOfRange(received, taken, received.length);
    return text;
  }

  /** Waits until the driver has closed that link, counted from 1. */
  synchronized boolean awaitEnd(int link, Duration patience) throws InterruptedException {
    return await(() -> hasEnded(link), patience);
  }

  private boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Closes the link from the board's side. */
  void hangUp() throws IOException {
    Socket from;
    synchronized (this) {
      from = link;
    }
    from.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (this) {
      if (link != null) {
        link.close();
      }
    }
  }
}
