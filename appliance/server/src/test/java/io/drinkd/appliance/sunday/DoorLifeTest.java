package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Opening, letting in, and closing. */
class DoorLifeTest extends TestWithDoor {

  private static final String VERSION = "OK drinkd 0.1.0";

  @Test
  void connectionsAreLimitedInAll() throws Exception {
    house.options.connections = 2;
    house.open();
    try (LineClient first = house.greeted();
        LineClient second = house.greeted();
        LineClient third = house.connect()) {
      assertThat(third.linesToEnd()).containsExactly("ERR 205 Maximum user count reached.");
      assertThat(first.ask("VERSION")).isEqualTo(VERSION);
      second.send("QUIT\n").linesToEnd();
    }
    house.awaitSessions(0);
    try (LineClient next = house.greeted()) {
      assertThat(next.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void connectionsAreLimitedPerAddress() throws Exception {
    house.options.connectionsPerAddress = 1;
    house.open();
    try (LineClient first = house.greeted();
        LineClient second = house.connect()) {
      second.send("VERSION\n");
      assertThat(second.line()).isEqualTo("ERR 205 Maximum user count reached.");
      assertThat(first.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void twoAddressesDoNotCloseTheHouse() throws Exception {
    house.options.connections = 20;
    house.options.connectionsPerAddress = 10;
    house.open();
    List<LineClient> crowd = new ArrayList<>();
    try {
      InetAddress one = InetAddress.getByName("127.0.0.2");
      InetAddress other = InetAddress.getByName("127.0.0.3");
      LineClient member = house.connectFrom(one);
      crowd.add(member);
      member.line();
      member.ask("USER bob");
      assertThat(member.ask("PASS \"bob's password\"")).isEqualTo("OK Credits: 1000");
      for (int i = 1; i < 10; i++) {
        crowd.add(house.connectFrom(one));
        crowd.add(house.connectFrom(other));
      }
      house.awaitSessions(19);
      InetAddress third = InetAddress.getByName("127.0.0.4");
      for (int i = 0; i < 5; i++) {
        LineClient next = house.connectFrom(third);
        crowd.add(next);
        assertThat(next.line()).startsWith("OK Welcome");
        assertThat(next.ask("VERSION")).isEqualTo(VERSION);
      }
      assertThat(member.ask("VERSION")).isEqualTo(VERSION);
    } finally {
      for (LineClient client : crowd) {
        client.close();
      }
    }
  }

  @Test
  void aRefusedConnectionLeavesNothingBehind() throws Exception {
    house.options.connections = 1;
    house.open();
    try (LineClient first = house.greeted()) {
      first.ask("VERSION");
      int timersBefore = house.timers.waiting();
      for (int i = 0; i < 20; i++) {
        try (LineClient refused = house.connect()) {
          assertThat(refused.linesToEnd()).hasSize(1);
        }
      }
      house.awaitSessions(1);
      await().until(() -> house.timers.waiting() == timersBefore);
    }
  }

  @Test
  void reportsPortInUse() throws Exception {
    house.options.port = house.open().port();
    assertThatThrownBy(house::open)
        .isInstanceOf(CannotListenException.class)
        .hasMessage(
            "listener test: cannot listen on 127.0.0.1:%d: Address already in use;"
                    .formatted(house.options.port)
                + " stop what uses the port, or change host or port");
  }

  @Test
  void reportsUnknownHost() {
    house.options.host = "no.such.host.invalid";
    assertThatThrownBy(house::open)
        .isInstanceOf(CannotListenException.class)
        .hasMessageStartingWith("listener test: cannot listen on no.such.host.invalid:0: ");
  }

  @Test
  void clientMaySendUntilItHasReadTheGoodbye() throws Exception {
    house.open();
    try (LineClient client = house.greeted()) {
      assertThat(client.send("QUIT\n").linesToEnd()).containsExactly("OK Disconnecting.");
      // A connection that were closed already would answer the first with a reset.
      client.send("VERSION\n").send("VERSION\n").send("VERSION\n");
    }
    house.awaitSessions(0);
  }

  @Test
  void closingTheDoorAnswersWhatHasBeenTakenUp() throws Exception {
    ReservedPort reserved = ReservedPort.any();
    house.options.port = reserved.number();
    SundayDoor opened = house.open();
    LineClient waits = house.greeted();
    LineClient idle = house.greeted();
    waits.send("LATER a\nVERSION\n");
    house.awaitTaken("a");
    CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> opened.close(House.PATIENCE));
    assertThat(idle.linesToEnd()).containsExactly("ERR 450 Timeout, disconnecting.");
    assertThatThrownBy(() -> LineClient.connect(reserved.number())).isInstanceOf(IOException.class);
    house.commands.answer("a");
    assertThat(waits.linesToEnd())
        .containsExactly("OK a", VERSION, "ERR 450 Timeout, disconnecting.");
    idle.close();
    waits.close();
    closed.join();
    reserved.close();
    assertThat(opened.sessions()).isEmpty();
  }

  @Test
  void closingTheDoorWaitsNoLongerThanItMay() throws Exception {
    SundayDoor opened = house.open();
    try (LineClient client = house.greeted()) {
      client.send("LATER never\n");
      house.awaitTaken("never");
      opened.close(Duration.ofMillis(50));
      assertThat(client.linesToEnd()).isEmpty();
      assertThat(opened.sessions()).isEmpty();
    }
  }
}
