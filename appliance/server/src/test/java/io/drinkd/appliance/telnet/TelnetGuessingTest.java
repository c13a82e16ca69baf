package io.drinkd.appliance.telnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.sunday.House;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Wrong passwords count for all doors together. After one, the next waits; time stands still. */
class TelnetGuessingTest extends TestWithTelnet {

  @Override
  House.Options options() {
    House.Options options = new House.Options();
    options.logins = new LoginLimits(1, Duration.ofHours(1), Duration.ofHours(2));
    return options;
  }

  private CompletableFuture<Caller> elsewhere(String name) throws Exception {
    LoginOrigin origin = new LoginOrigin(InetAddress.getByName("192.0.2.7"), false);
    Caller anybody = house.services().logins().anybody("other", origin);
    return house.services().logins().byPassword(anybody, name, name + "'s password");
  }

  @Test
  void aWrongPasswordHereSlowsDownLoginsElsewhere() throws Exception {
    try (TelnetClient client = TelnetClient.negotiated(door.port())) {
      client.await("Name: ");
      client.send("bob\rx\r");
      client.await("Wrong name, password or token.\r\nName: ");
      CompletableFuture<Caller> bob = elsewhere("bob");
      assertThat(elsewhere("poor").get(20, TimeUnit.SECONDS).name()).isEqualTo("poor");
      assertThat(bob).isNotDone();
      bob.cancel(false);
    }
  }

  @Test
  void aLoginThatWaitsIsGivenUpByControlCAndByLeaving() throws Exception {
    try (TelnetClient client = TelnetClient.negotiated(door.port())) {
      client.await("Name: ");
      client.send("bob\rx\r");
      client.await("Name: ");
      client.send("bob\ry\r").await("Password: ");
      client.send("\u0003");
      client.await("Given up.\r\nName: ");
      client.send("bob\rz\r").await("Password: ");
    }
    await().atMost(House.PATIENCE).until(() -> door.connections() == 0);
  }
}
