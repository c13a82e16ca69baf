package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a delayed drop when its client leaves, and who can call it off. */
class DoorDelayTest {

  @TempDir Path data;

  @Test
  void aDelayedDropOutlivesItsClient() throws Exception {
    try (House house = new House(data).linkBoards();
        SundayDoor door =
            SundayDoor.open(new ListenerOptions().settings(), house, Commands.indexed(), 1)) {
      try (LineClient leaving = login(door, "bob", 1_000)) {
        leaving.send("MACHINE d\nDROP 1 3600\n").halfClose();
        assertThat(leaving.line()).isEqualTo("OK Welcome to Big Drink");
        awaitHeld(house);
        leaving.reset();
      }
      try (LineClient other = login(door, "poor", 10);
          LineClient again = login(door, "bob", 950)) {
        assertThat(other.ask("CANCEL")).isEqualTo("OK 0 Cancelled.");
        assertThat(again.ask("CANCEL")).isEqualTo("OK 1 Cancelled.");
        assertThat(again.ask("GETBALANCE")).isEqualTo("OK Credits: 1000");
      }
    }
  }

  @Test
  void oneConnectionCallsOffTheDropOfAnother() throws Exception {
    try (House house = new House(data).linkBoards();
        SundayDoor door =
            SundayDoor.open(new ListenerOptions().settings(), house, Commands.indexed(), 1);
        LineClient waiting = login(door, "bob", 1_000)) {
      waiting.send("MACHINE d\nDROP 1 3600\nGETBALANCE\n");
      assertThat(waiting.line()).isEqualTo("OK Welcome to Big Drink");
      awaitHeld(house);
      try (LineClient other = login(door, "bob", 950)) {
        assertThat(other.ask("CANCEL")).isEqualTo("OK 1 Cancelled.");
      }
      assertThat(waiting.lines(2)).containsExactly("ERR 103 Cancelled.", "OK Credits: 1000");
    }
  }

  private static void awaitHeld(House house) {
    long account = house.members().find("bob").orElseThrow().account();
    await()
        .atMost(House.PATIENCE)
        .until(() -> house.services().foundation().ledger().balance(account).available() == 950);
  }

  private static LineClient login(SundayDoor door, String name, long available) throws IOException {
    LineClient client = LineClient.greeted(door.port());
    assertThat(client.ask("USER " + name)).isEqualTo("OK Password required.");
    assertThat(client.ask("PASS \"" + name + "'s password\""))
        .isEqualTo("OK Credits: " + available);
    return client;
  }
}
