package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorIdleTest {

  private static final String TIMEOUT = "ERR 450 Timeout, disconnecting.";
  private static final String VERSION = "OK drinkd 0.1.0";

  @TempDir Path data;
  private final ManualTimers timers = new ManualTimers();
  private final TestCommands commands = new TestCommands();
  private House house;
  private SundayDoor door;
  private LineClient client;
  private LineClient other;

  @BeforeEach
  void open() throws Exception {
    House.Options options = new House.Options();
    options.timers = Optional.of(timers);
    house = new House(data, options);
    door = SundayDoor.open(new ListenerOptions().settings(), house, commands.all(), 1);
    other = LineClient.greeted(door.port());
    client = LineClient.greeted(door.port());
    // Once a reply is there, the look at the clock has been asked for.
    client.ask("VERSION");
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    other.close();
    door.close();
    house.close();
  }

  /** Moves time on; each second waits until the door has had its look at the clock. */
  private void pass(Duration duration) throws IOException {
    for (long second = 0; second < duration.toSeconds(); second++) {
      timers.advance(Duration.ofSeconds(1));
      // What time has set going is done before a packet that comes later.
      other.ask("VERSION");
    }
  }

  @Test
  void closesIdleConnection() throws IOException {
    pass(Duration.ofSeconds(59));
    assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    pass(Duration.ofSeconds(59));
    assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    pass(Duration.ofSeconds(60));
    assertThat(client.linesToEnd()).containsExactly(TIMEOUT);
  }

  @Test
  void bytesWithoutALineAreNothing() throws IOException {
    for (int i = 0; i < 6; i++) {
      client.send("V");
      pass(Duration.ofSeconds(10));
    }
    assertThat(client.linesToEnd()).containsExactly(TIMEOUT);
  }

  @Test
  void whoIsLoggedInMayBeSilentForLonger() throws IOException {
    assertThat(client.ask("IBUTTON 01AB23CD")).isEqualTo("OK Credits: 70");
    pass(Duration.ofSeconds(599));
    assertThat(client.ask("WHOAMI")).isEqualTo("OK Username: carol");
    assertThat(client.ask("USER bob")).isEqualTo("OK Password required.");
    pass(Duration.ofSeconds(60));
    assertThat(client.linesToEnd()).containsExactly(TIMEOUT);
  }

  @Test
  void whoWaitsForAReplyIsNotIdle() throws IOException {
    client.send("LATER a\n");
    await().atMost(House.PATIENCE).until(() -> commands.isWaiting("a"));
    pass(Duration.ofSeconds(200));
    commands.answer("a");
    assertThat(client.line()).isEqualTo("OK a");
    pass(Duration.ofSeconds(59));
    assertThat(client.ask("VERSION")).isEqualTo(VERSION);
  }
}
