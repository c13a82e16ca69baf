package io.drinkd.appliance.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Stands between a store and its server, and cuts connections when a test wants it. */
public final class BankProxy implements AutoCloseable {

  /**
   * What becomes of the next request on the connection that writes, which is the one with locks.
   */
  enum Cut {
    /** It arrives, and the reply does not. */
    NONE,
    /** It does not arrive. */
    BEFORE,
    /** The server has replied, and the connection is lost. */
    AFTER
  }

  private static final int PID_AT = 5;

  private final ServerSocket listening;
  private final BankAddress server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> writing = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile boolean pooling;
  private volatile OptionalLong firstNanos = OptionalLong.empty();
  private volatile Cut next = Cut.NONE;
  private volatile Duration delay = Duration.ZERO;
  private volatile CountDownLatch frozen = new CountDownLatch(0);

  public BankProxy(BankAddress server) throws IOException {
    this.server = server;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    begin(this::accept);
  }

  /** Through it to the server. */
  public BankAddress address() {
    return TestBanks.address(listening.getLocalPort(), server.database());
  }

  /** Nobody gets through from now on. */
  public void cut() {
    refusing = true;
    open.forEach(BankProxy::close);
  }

  /** New connections get through. */
  public void mend() {
    firstNanos = OptionalLong.empty();
    refusing = false;
  }

  /** When the first connection got through since then, by the monotonic clock. */
  long firstNanos() {
    return firstNanos.orElseThrow();
  }

  /** Nothing gets through from now on, on whichever connection, as with a server that is frozen. */
  public void freeze() {
    frozen = new CountDownLatch(1);
  }

  /** All gets through that has waited. */
  public void thaw() {
    frozen.countDown();
  }

  private void awaitThaw() {
    try {
      frozen.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each request takes so much longer from now on. */
  public void slow(Duration longer) {
    delay = longer;
  }

  /** Cuts everything at the next request, and whoever comes after it. */
  void cutAtNextRequest(Cut how) {
    next = how;
  }

  /** Names other processes of the server than those that serve, as poolers do. */
  void pool() {
    pooling = true;
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "bank-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (refusing) {
          client.close();
          continue;
        }
        Socket upstream =
            new Socket(InetAddress.getLoopbackAddress(), server.hosts().get(0).port());
        if (firstNanos.isEmpty()) {
          firstNanos = OptionalLong.of(System.nanoTime());
        }
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        open.add(client);
        open.add(upstream);
        begin(() -> requests(client, upstream));
        begin(() -> replies(upstream, client));
      } catch (IOException e) {
        // Closed, or refused by the server; the next one is as good.
      }
    }
  }

  private void requests(Socket client, Socket upstream) {
    byte[] buffer = new byte[1 << 16];
    try (client;
        upstream) {
      InputStream from = client.getInputStream();
      OutputStream to = upstream.getOutputStream();
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        if (takesLocks(buffer, count)) {
          writing.add(client);
        }
        if (next == Cut.BEFORE && writing.contains(client)) {
          next = Cut.NONE;
          cut();
          return;
        }
        LockSupport.parkNanos(delay.toNanos());
        awaitThaw();
        to.write(buffer, 0, count);
        to.flush();
      }
    } catch (IOException e) {
      // Cut, or closed by either side.
    }
  }

  private static boolean takesLocks(byte[] bytes, int count) {
    return new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains("advisory_lock");
  }

  private void replies(Socket upstream, Socket client) {
    byte[] buffer = new byte[1 << 16];
    try (client;
        upstream) {
      InputStream from = upstream.getInputStream();
      OutputStream to = client.getOutputStream();
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        if (next == Cut.AFTER && writing.contains(client)) {
          next = Cut.NONE;
          cut();
          return;
        }
        awaitThaw();
        if (pooling) {
          changeKeyData(buffer, count);
        }
        to.write(buffer, 0, count);
        to.flush();
      }
    } catch (IOException e) {
      // Cut, or closed by either side.
    }
  }

  private static void changeKeyData(byte[] bytes, int count) {
    for (int i = 0; i + PID_AT < count; i++) {
      boolean header =
          bytes[i] == 'K' && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 3] == 0;
      if (header && bytes[i + 4] == 12) {
        bytes[i + PID_AT + 1] ^= 1;
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
    thaw();
  }
}
