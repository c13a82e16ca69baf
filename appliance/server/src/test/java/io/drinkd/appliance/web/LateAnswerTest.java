package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.sunday.House;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers that take more than a second, for which it is watched whether the client leaves: they
 * arrive all the same, whatever it sends meanwhile and afterwards.
 */
class LateAnswerTest {

  private static final int PATIENCE_MILLIS = 60_000;

  /** As many as the books are read by at once. */
  private static final int READS_AT_ONCE = 16;

  private static final int PIECES = 128;
  private static final int PIECE_BYTES = 65_536;

  /** Who has that token has to be looked up. */
  private static final String REQUEST =
      """
      POST /api/v1/drops HTTP/1.1\r
      Host: drinkd.test\r
      Authorization: Bearer drinkd_0123456789abcdef0123456789abcdef\r
      Content-Type: application/json\r
      Content-Length: 10\r
      \r
      """;

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private final CountDownLatch known = new CountDownLatch(1);
  private WebHouse house;

  @BeforeEach
  void open() throws Exception {
    House.Options options = new House.Options();
    options.timers = Optional.of(time);
    house = new WebHouse(data, options, "idle: 60s");
    for (int i = 0; i < READS_AT_ONCE; i++) {
      house.services().foundation().store().read(tx -> isKnown());
    }
  }

  @AfterEach
  void close() {
    known.countDown();
    house.close();
  }

  private boolean isKnown() {
    try {
      return known.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Socket ask(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), house.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    int before = time.waiting();
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    await().until(() -> time.waiting() > before);
    time.advance(Duration.ofSeconds(1));
    return socket;
  }

  /** More than a system keeps of what nobody reads. */
  private static void sendOn(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] piece = new byte[PIECE_BYTES];
    for (int i = 0; i < PIECES; i++) {
      out.write(piece);
    }
  }

  @Test
  void arrivesThoughTheClientSendsOnAfterwards() throws Exception {
    try (Socket socket = ask(REQUEST + "{ \"x\": 1 }")) {
      known.countDown();
      InputStream in = socket.getInputStream();
      int first = in.read();
      sendOn(socket);

      assertThat((char) first + new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 401 ")
          .contains("\r\nConnection: close\r\n");
    }
  }

  @Test
  void waitsForTheRestOfABodyThatIsBeingRead() throws Exception {
    try (Socket socket = ask(REQUEST + "{ \"x\"")) {
      known.countDown();
      // By then it could be answered.
      TestBooks.awaitReads(house.services().foundation().store());
      OutputStream out = socket.getOutputStream();
      out.write(": 1 }GET /api/v1/machines HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write("Host: drinkd.test\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write("Connection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 401 ")
          .contains("HTTP/1.1 200 ");
    }
  }
}
