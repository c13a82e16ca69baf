package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalSocketsTest {

  private static final int PORT = 5432;
  private static final int SOON_MILLIS = 100;

  @TempDir Path folder;
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(LocalSockets.in(folder, PORT)), 1);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  private Socket socket() throws IOException {
    return new LocalSockets(folder.toString()).createSocket();
  }

  private static void connect(Socket socket, int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SOON_MILLIS);
  }

  private Socket connected() throws IOException {
    Socket socket = socket();
    connect(socket, PORT);
    return socket;
  }

  private LocalSocketException refused(int port) throws IOException {
    try (Socket socket = socket()) {
      connect(socket, port);
    } catch (LocalSocketException e) {
      return e;
    }
    throw new AssertionError("connected");
  }

  @Test
  void bytesGoBothWaysAndTheEndIsSeen() throws IOException {
    try (Socket socket = connected();
        SocketChannel other = server.accept()) {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      assertThat(socket.getSendBufferSize()).isPositive();
      assertThat(socket.getReceiveBufferSize()).isPositive();
      socket.getOutputStream().write("asked".getBytes(StandardCharsets.US_ASCII));
      ByteBuffer heard = ByteBuffer.allocate(10);
      other.read(heard);
      assertThat(new String(heard.array(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("asked");

      other.write(ByteBuffer.wrap(new byte[] {-1, 7, 9}));
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo(255);
      assertThat(in.readNBytes(2)).containsExactly(7, 9);
      other.shutdownOutput();
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void moreThanFitsIsWrittenAsItIsRead() throws Exception {
    byte[] all = new byte[3 << 20];
    all[all.length - 1] = 9;
    try (Socket socket = connected();
        SocketChannel other = server.accept()) {
      CompletableFuture<byte[]> read =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Channels.newInputStream(other).readNBytes(all.length);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      socket.getOutputStream().write(all);
      assertThat(read.get()).isEqualTo(all);
    }
  }

  @Test
  void nothingIsWaitedForLongerThanTheTimeOut() throws IOException {
    try (Socket socket = connected();
        SocketChannel other = server.accept()) {
      socket.setSoTimeout(SOON_MILLIS);
      assertThat(socket.getSoTimeout()).isEqualTo(SOON_MILLIS);
      assertThatThrownBy(socket.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);
      // It is as good as before.
      other.write(ByteBuffer.wrap(new byte[] {5}));
      assertThat(socket.getInputStream().read()).isEqualTo(5);
      OutputStream out = socket.getOutputStream();
      assertThatThrownBy(() -> out.write(new byte[8 << 20]))
          .as("nobody reads")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aServerThatTakesNoConnectionIsGivenUpInTime() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try {
      assertThatThrownBy(
              () -> {
                while (waiting.size() < 100) {
                  Socket one = socket();
                  waiting.add(one);
                  connect(one, PORT);
                }
              })
          .isInstanceOf(SocketTimeoutException.class);
    } finally {
      for (Socket one : waiting) {
        one.close();
      }
    }
  }

  @Test
  void whoeverClosesItEndsTheWait() throws Exception {
    Socket socket = connected();
    try (SocketChannel other = server.accept()) {
      CompletableFuture<Void> read = new CompletableFuture<>();
      awaitWaiting(reader(socket, read));
      socket.close();
      assertThat(read)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withCauseInstanceOf(SocketException.class);
      assertThat(other.read(ByteBuffer.allocate(1))).as("the other end sees it").isEqualTo(-1);
    }
  }

  @Test
  void anInterruptionNeitherEndsTheWaitNorClosesIt() throws Exception {
    try (Socket socket = connected();
        SocketChannel other = server.accept()) {
      CompletableFuture<Void> read = new CompletableFuture<>();
      Thread reader = reader(socket, read);
      awaitWaiting(reader);
      reader.interrupt();
      awaitWaiting(reader);
      other.write(ByteBuffer.wrap(new byte[] {1}));
      assertThat(read).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private static Thread reader(Socket socket, CompletableFuture<Void> read) {
    Thread thread =
        new Thread(
            () -> {
              try {
                socket.getInputStream().read();
                read.complete(null);
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            },
            "reader");
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    Awaitility.await()
        .until(
            () ->
                !thread.isInterrupted()
                    && List.of(thread.getStackTrace()).toString().contains("select"));
  }

  @Test
  void afterAWaitTheInterruptionIsStillThere() throws Exception {
    try (Socket socket = connected();
        SocketChannel other = server.accept()) {
      socket.setSoTimeout(SOON_MILLIS);
      AtomicReference<Boolean> still = new AtomicReference<>();
      CountDownLatch done = new CountDownLatch(1);
      Thread reader =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                try {
                  socket.getInputStream().read();
                } catch (IOException e) {
                  still.set(Thread.currentThread().isInterrupted());
                }
                done.countDown();
              },
              "reader");
      reader.start();
      done.await();
      assertThat(still.get()).isTrue();
      assertThat(other.isOpen()).isTrue();
    }
  }

  @Test
  void whyItCannotBeConnectedWithIsSaid() throws IOException {
    assertThat(refused(1).reason())
        .startsWith("there is no socket " + LocalSockets.in(folder, 1) + "; start the server");
    server.close();
    assertThat(refused(PORT).reason())
        .isEqualTo(
            "nobody listens at the socket " + LocalSockets.in(folder, PORT) + "; start the server");
  }

  @Test
  void whoeverMayNotUseItIsToldSo() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may");
    Path socket = LocalSockets.in(folder, PORT);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("r--r--r--"));
    assertThat(refused(PORT).reason()).contains("not use the socket " + socket);
  }
}
