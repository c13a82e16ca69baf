package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send no line ends, at a listener that knows of them. */
class DoorLineEndTest extends TestWithDoor {

  private static final String VERSION = "OK drinkd 0.1.0";
  private static final Duration UNTERMINATED = Duration.ofMillis(200);

  private int otherTimers;

  @BeforeEach
  void open() throws Exception {
    house.options.unterminated = Optional.of(UNTERMINATED);
    house.open();
  }

  private LineClient greeted() throws IOException {
    LineClient client = house.greeted();
    // All timers of the connection run when it has answered.
    client.ask("VERSION");
    otherTimers = house.timers.waiting();
    return client;
  }

  /** Waits until bytes have come, for which one more timer runs. */
  private void awaitBytes() {
    await().atMost(House.PATIENCE).until(() -> house.timers.waiting() > otherTimers);
  }

  private void letTimePass() {
    awaitBytes();
    house.timers.advance(UNTERMINATED);
  }

  @Test
  void whatStaysWithoutLineFeedIsLine() throws Exception {
    try (LineClient client = greeted()) {
      client.send("VERSION");
      letTimePass();
      assertThat(client.line()).isEqualTo(VERSION);
      client.send("MACHINE d\r");
      letTimePass();
      assertThat(client.line()).isEqualTo("OK Welcome to Big Drink");
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void nothingIsDoneBeforeTheTimeIsOver() throws Exception {
    try (LineClient client = greeted()) {
      client.send("VER");
      awaitBytes();
      house.timers.advance(UNTERMINATED.minusMillis(1));
      assertThat(client.ask("SION")).isEqualTo(VERSION);
    }
  }

  @Test
  void endOfInputEndsTheLine() throws Exception {
    try (LineClient client = greeted()) {
      assertThat(client.send("VERSION\nVERSION").halfClose().linesToEnd())
          .containsExactly(VERSION, VERSION);
    }
  }

  @Test
  void ofLineThatIsTooLongNothingIsLeft() throws Exception {
    try (LineClient client = greeted()) {
      client.send("x".repeat(2_000));
      assertThat(client.line()).isEqualTo("ERR 406 Invalid parameters.");
      letTimePass();
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }
}
