package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.AddressRange;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

/** Who may come in, and how fast they may ask. */
class DoorRateTest extends TestWithDoor {

  private static final String VERSION = "OK drinkd 0.1.0";

  @Test
  void aClientThatAsksTooFastIsReadMoreSlowlyAndLosesNothing() throws Exception {
    house.options.requestsPerSecond = 10;
    house.open();
    try (LineClient client = house.greeted();
        LineClient other = house.greeted()) {
      client.send("VERSION\n".repeat(25));
      assertThat(client.lines(11)).containsOnly(VERSION);
      IoSession session = house.pausedSession();
      assertThat(other.ask("VERSION")).isEqualTo(VERSION);
      for (int i = 0; i < 14; i++) {
        await().atMost(House.PATIENCE).until(session::isReadSuspended);
        house.timers.advance(Duration.ofMillis(100));
        assertThat(client.line()).isEqualTo(VERSION);
      }
      house.timers.advance(Duration.ofSeconds(1));
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void theConnectionsOfAnAddressShareItsRate() throws Exception {
    house.options.requestsPerSecondPerAddress = 10;
    house.open();
    try (LineClient first = house.greeted();
        LineClient second = house.greeted()) {
      first.send("VERSION\n".repeat(10));
      assertThat(first.lines(10)).containsOnly(VERSION);
      // The one that is over the rate is still answered; then its connection has to wait.
      assertThat(second.ask("VERSION")).isEqualTo(VERSION);
      second.send("VERSION\n");
      IoSession session = house.pausedSession();
      assertThat(session.isReadSuspended()).isTrue();
      house.timers.advance(Duration.ofMillis(200));
      assertThat(second.line()).isEqualTo(VERSION);
    }
  }

  @Test
  void acceptsAllowedAddressesOnly() throws Exception {
    house.options.allow = List.of(new AddressRange(InetAddress.getByName("10.0.0.0"), 8));
    house.open();
    try (LineClient refused = house.connect()) {
      assertThat(refused.linesToEnd()).containsExactly("ERR 200 Access denied.");
    }
    house.awaitSessions(0);
  }

  @Test
  void allowedAddressesAreServed() throws Exception {
    house.options.allow = List.of(new AddressRange(InetAddress.getByName("127.0.0.0"), 8));
    house.open();
    try (LineClient client = house.greeted()) {
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }
}
