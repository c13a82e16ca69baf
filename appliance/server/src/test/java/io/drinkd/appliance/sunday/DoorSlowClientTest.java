package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

/** Clients that do not take what they are owed. */
class DoorSlowClientTest extends TestWithDoor {

  private static final String VERSION = "OK drinkd 0.1.0";

  @Test
  void whatWaitsForAClientThatNeverReadsIsBounded() throws Exception {
    house.open();
    try (LineClient client = house.connectNarrow()) {
      int requests = 10_000;
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int i = 0; i < requests / 100; i++) {
                    client.send("HELP\n".repeat(100));
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      IoSession session = house.onlySession();
      await().atMost(House.PATIENCE).until(session::isReadSuspended);
      assertThat(session.getScheduledWriteBytes()).isLessThan(3L * house.options.writeBufferBytes);
      assertThat(client.line()).startsWith("OK Welcome");
      int rows = house.commands.all().all().size();
      for (int i = 0; i < requests; i++) {
        client.lines(rows);
        assertThat(client.line()).isEqualTo("OK " + rows + " Verbs");
        assertThat(session.getScheduledWriteBytes())
            .isLessThan(3L * house.options.writeBufferBytes);
      }
      sending.join();
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aClientThatTakesNothingIsCutOff() throws Exception {
    house.options.writeBufferBytes = 20_000_000;
    house.open();
    try (LineClient stuck = house.connectNarrow()) {
      stuck.send("BIG 20000000\n");
      IoSession session = house.onlySession();
      await().atMost(House.PATIENCE).until(() -> isStuck(session));
      advanceUntilClosed();
    }
  }

  private void advanceUntilClosed() {
    await()
        .atMost(House.PATIENCE)
        .until(
            () -> {
              house.timers.advance(Duration.ofSeconds(30));
              return house.isEmpty();
            });
  }

  private static boolean isStuck(IoSession session) {
    return session.getWrittenBytes() > 1_000 && session.getScheduledWriteBytes() > 1_000_000;
  }

  @Test
  void aClientForWhichFarTooMuchWaitsIsCutOff() throws Exception {
    house.open();
    try (LineClient client = house.greeted()) {
      client.send("VERSION\nBIG 20000000\n");
      house.awaitSessions(0);
    }
  }

  @Test
  void closingHasADeadline() throws Exception {
    house.options.writeBufferBytes = 30_000_000;
    house.open();
    try (LineClient stuck = house.connectNarrow()) {
      stuck.send("BIG 20000000\nQUIT\n");
      IoSession session = house.onlySession();
      await().atMost(House.PATIENCE).until(() -> isStuck(session));
      advanceUntilClosed();
    }
  }

  @Test
  void pausingTheReadingDoesNotStopAReplyThatIsHalfWritten() throws Exception {
    house.options.requestsInFlight = 1;
    house.options.writeBufferBytes = 20_000_000;
    house.open();
    int bytes = 12_000_000;
    try (LineClient client = house.connectNarrow()) {
      client.send("BIG " + bytes + "\n");
      IoSession session = house.onlySession();
      await().atMost(House.PATIENCE).until(() -> isStuck(session));
      client.send("LATER a\n");
      await().atMost(House.PATIENCE).until(session::isReadSuspended);
      client.line();
      assertThat(client.line()).hasSize(bytes + 3);
      house.commands.answer("a");
      assertThat(client.line()).isEqualTo("OK a");
    }
  }
}
