package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.LoginLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Many who log in at once, rightly and wrongly, while time stands still. */
class DoorGuessingTest extends TestWithDoor {

  private static final String WRONG = "ERR 202 Invalid username or password.";
  private static final String BOB = "USER bob\nPASS \"bob's password\"\n";
  private static final int CROWD = 60;

  /** A test that looks who comes while passwords of others are being checked. */
  private static final String TAKES_ITS_TIME = "takes-its-time";

  private final List<LineClient> crowd = new ArrayList<>();

  @BeforeEach
  void openStrict(TestInfo test) throws Exception {
    house.logins(new LoginLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30)));
    if (test.getTags().contains(TAKES_ITS_TIME)) {
      house.realPasswords();
    }
    house.open();
  }

  @AfterEach
  void closeCrowd() throws IOException {
    for (LineClient client : crowd) {
      client.close();
    }
  }

  private static InetAddress address(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 9, 9, (byte) last});
  }

  /** So many connect from an address and send the same, but for a number in place of a #. */
  private void gather(int address, String requests) throws IOException {
    for (int i = 0; i < CROWD; i++) {
      LineClient client = house.connectFrom(address(address));
      crowd.add(client);
      client.line();
      client.send(requests.replace("#", Integer.toString(i)));
    }
  }

  /** How many of the crowd can read something that begins so. */
  private long answered(String reply) throws IOException {
    long count = 0;
    for (LineClient client : crowd) {
      count += client.linesSoFar().stream().filter(line -> line.startsWith(reply)).count();
    }
    return count;
  }

  /** Somebody elsewhere logs in and looks around, which is behind all that could be done before. */
  private void logInFrom(int address, String login, String reply) throws IOException {
    try (LineClient client = house.connectFrom(address(address))) {
      client.line();
      client.send(login);
      if (login.startsWith("USER")) {
        client.line();
      }
      assertThat(client.line()).isEqualTo(reply);
    }
  }

  @Test
  void attemptsUnderWayCount() throws Exception {
    gather(1, "USER bob\nPASS guess#\n");
    await().atMost(House.PATIENCE).until(() -> answered("ERR") >= 3);
    logInFrom(2, "USER poor\nPASS \"poor's password\"\n", "OK Credits: 10");
    assertThat(answered("ERR")).isEqualTo(3);
    await()
        .atMost(House.PATIENCE)
        .until(
            () -> {
              boolean enough = answered("ERR") == 4;
              house.timers.advance(Duration.ofSeconds(enough ? 0 : 1));
              return enough;
            });
  }

  @Test
  @Tag(TAKES_ITS_TIME)
  void burstFromOneAddressKeepsNobodyElsewhereWaiting() throws Exception {
    gather(1, "USER nobody#\nPASS guess\n");
    logInFrom(2, BOB, "OK Credits: 1000");
    assertThat(answered("ERR")).isLessThan(20);
  }

  @Test
  void whoWaitsIsNotTurnedAway() throws Exception {
    gather(1, "USER nobody#\nPASS guess\n");
    await().atMost(House.PATIENCE).until(() -> answered(WRONG) == 3);
    for (int i = 0; i < 20; i++) {
      long expected = 4 + i;
      await()
          .atMost(House.PATIENCE)
          .until(
              () -> {
                boolean enough = answered(WRONG) >= expected;
                house.timers.advance(Duration.ofSeconds(enough ? 0 : 30));
                return enough;
              });
    }
    assertThat(answered("ERR 350")).isZero();
  }

  @Test
  void wrongIbuttonsHoldUpNobodyAtTheirAddress() throws Exception {
    for (int i = 0; i < 10; i++) {
      logInFrom(1, "IBUTTON 0000" + i + "\n", WRONG);
    }
    logInFrom(1, "IBUTTON 01ab23cd\n", "OK Credits: 70");
    logInFrom(1, BOB, "OK Credits: 1000");
  }

  @Test
  void rightLoginTakesBackWhatItsAddressIsBlamedFor() throws Exception {
    logInFrom(1, "USER alice\nPASS typo\n", WRONG);
    logInFrom(1, "USER poor\nPASS typo\n", WRONG);
    logInFrom(1, BOB, "OK Credits: 1000");
    logInFrom(1, "USER alice\nPASS typo\n", WRONG);
    logInFrom(1, "USER carol\nPASS typo\n", WRONG);
    logInFrom(1, "USER poor\nPASS \"poor's password\"\n", "OK Credits: 10");
  }

  @Test
  void aFrontEndIsNotBlamed() throws Exception {
    house.options.frontEnds = List.of(new AddressRange(address(1), 32));
    house.open();
    for (int i = 0; i < 5; i++) {
      logInFrom(1, "USER nobody" + i + "\nPASS typo\n", WRONG);
    }
    logInFrom(1, BOB, "OK Credits: 1000");
  }

  @Test
  void whoLeavesWhileWaitingIsNotWaitedFor() throws Exception {
    gather(1, "USER bob\nPASS guess#\n");
    await().atMost(House.PATIENCE).until(() -> answered(WRONG) == 3);
    for (LineClient client : crowd) {
      client.reset();
    }
    crowd.clear();
    house.awaitSessions(0);
    try (LineClient bob = house.connectFrom(address(1))) {
      bob.line();
      bob.send(BOB + "VERSION\n");
      bob.line();
      await().atMost(House.PATIENCE).until(() -> house.timers.waiting() > 0);
      house.timers.advance(Duration.ofSeconds(1));
      assertThat(bob.line()).isEqualTo("OK Credits: 1000");
    }
  }

  @Test
  void whoSendsNothingMoreWaitsForALoginOnlyAWhile() throws Exception {
    // Then the pause is half a minute.
    for (int i = 0; i < 8; i++) {
      guessAfterThePause();
    }
    try (LineClient left = house.connectFrom(address(1))) {
      left.line();
      left.send("USER bob\nPASS guess\nVERSION\n");
      assertThat(left.line()).isEqualTo("OK Password required.");
      left.halfClose();
      house.pausedSession();
      house.timers.advance(Duration.ofSeconds(5));
      assertThat(left.linesToEnd()).containsExactly("ERR 450 Timeout, disconnecting.");
    }
    house.awaitSessions(0);
  }

  private void guessAfterThePause() throws IOException {
    try (LineClient client = house.connectFrom(address(1))) {
      client.line();
      client.send("USER bob\nPASS guess\n");
      client.line();
      await()
          .atMost(House.PATIENCE)
          .until(
              () -> {
                boolean answered = client.linesSoFar().contains(WRONG);
                house.timers.advance(Duration.ofSeconds(answered ? 0 : 4));
                return answered;
              });
    }
  }

  @Test
  @Tag(TAKES_ITS_TIME)
  void aMemberBehindAFrontEndIsNotHeldUpByStrangersThere() throws Exception {
    house.options.frontEnds = List.of(new AddressRange(address(1), 32));
    house.open();
    logInFrom(1, BOB, "OK Credits: 1000");
    gather(1, "USER nobody#\nPASS guess\n");
    long before = answered(WRONG);
    logInFrom(1, BOB, "OK Credits: 1000");
    assertThat(answered(WRONG) - before).isLessThan(20);
  }

  @Test
  void whoHasLoggedInFromAnAddressIsNotHeldUpByOthersThere() throws Exception {
    logInFrom(1, BOB, "OK Credits: 1000");
    gather(1, "USER nobody#\nPASS guess\n");
    await().atMost(House.PATIENCE).until(() -> answered(WRONG) == 3);
    logInFrom(1, BOB, "OK Credits: 1000");
  }
}
