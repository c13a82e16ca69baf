package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.door.CannotListenException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong logins at the door. */
class DoorLoginTest extends TestWithDoor {

  private static final String WRONG = "ERR 202 Invalid username or password.";

  private void openStrict() throws CannotListenException {
    house.logins(new LoginLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30)));
    house.open();
  }

  private static String login(LineClient client, String name, String password) throws IOException {
    client.ask("USER " + name);
    return client.ask("PASS \"" + password + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "nobody-at-all"})
  void guessingIsPausedWhetherThereIsTheMemberOrNot(String name) throws Exception {
    openStrict();
    try (LineClient client = house.greeted()) {
      for (int i = 0; i < 3; i++) {
        assertThat(login(client, name, "guess" + i)).isEqualTo(WRONG);
      }
      int timersBefore = house.timers.waiting();
      client.send("USER " + name + "\nPASS guess\n");
      assertThat(client.line()).isEqualTo("OK Password required.");
      await().atMost(House.PATIENCE).until(() -> house.timers.waiting() > timersBefore);
      house.timers.advance(Duration.ofSeconds(1));
      assertThat(client.line()).isEqualTo(WRONG);
    }
  }

  @Test
  void theRightPasswordIsTakenAfterThePauseAndOthersAreNotHeldUp() throws Exception {
    openStrict();
    try (LineClient client = house.greeted();
        LineClient other = house.greeted()) {
      for (int i = 0; i < 3; i++) {
        assertThat(login(client, "nobody" + i, "guess")).isEqualTo(WRONG);
      }
      int timersBefore = house.timers.waiting();
      client.send("USER bob\nPASS \"bob's password\"\nWHOAMI\n");
      assertThat(client.line()).isEqualTo("OK Password required.");
      await().atMost(House.PATIENCE).until(() -> house.timers.waiting() > timersBefore);
      assertThat(other.ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
      house.timers.advance(Duration.ofSeconds(1));
      assertThat(client.lines(2)).containsExactly("OK Credits: 1000", "OK Username: bob");
    }
  }
}
