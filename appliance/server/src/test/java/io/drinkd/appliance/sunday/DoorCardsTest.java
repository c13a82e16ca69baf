package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.member.NewMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The id of a card can be found out by trying: it logs in only where it is meant to. */
class DoorCardsTest {

  @TempDir Path data;
  private House house;
  private SundayDoor door;

  @BeforeEach
  void open() throws Exception {
    house = new House(data);
    house
        .members()
        .add(new NewMember("chief", Optional.empty(), true, 50, List.of("1234")), "test")
        .join();
  }

  @AfterEach
  void close() {
    door.close();
    house.close();
  }

  private LineClient connect(boolean cards) throws Exception {
    ListenerOptions options = new ListenerOptions();
    options.cards = cards;
    door = SundayDoor.open(options.settings(), house, Commands.indexed(), 1);
    return LineClient.greeted(door.port());
  }

  @Test
  void aDoorTakesNoneUnlessItIsToldTo() throws Exception {
    try (LineClient client = connect(false)) {
      assertThat(client.ask("IBUTTON 1234")).isEqualTo("ERR 200 Access denied.");
      assertThat(client.ask("IBUTTON ffff")).isEqualTo("ERR 200 Access denied.");
      assertThat(client.ask("WHOAMI")).isEqualTo("ERR 204 You need to login.");
    }
  }

  @Test
  void whoHasLoggedInByOneMayHaveDrinksAndNoAccount() throws Exception {
    try (LineClient client = connect(true)) {
      assertThat(client.ask("IBUTTON 1234")).isEqualTo("OK Credits: 50");
      assertThat(client.ask("WHOAMI")).isEqualTo("OK Username: chief");
      assertThat(client.ask("SENDCREDITS 5 bob")).isEqualTo("OK Credits remaining: 45");
      for (String request :
          List.of(
              "MKTOKEN mine",
              "RMTOKEN 1",
              "CHPASS chief new",
              "CHPASS bob new",
              "ADDCREDITS chief 1000",
              "GETBALANCE bob",
              "SETADMIN bob true")) {
        assertThat(client.ask(request)).as(request).isEqualTo("ERR 200 Access denied.");
      }
    }
  }

  @Test
  void aTokenSetsNoPassword() throws Exception {
    try (LineClient client = connect(false)) {
      assertThat(client.ask("USER bob")).isEqualTo("OK Password required.");
      assertThat(client.ask("PASS \"bob's password\"")).isEqualTo("OK Credits: 1000");
      String made = client.ask("MKTOKEN mine");
      assertThat(client.ask("TOKEN " + made.substring(made.lastIndexOf(' ') + 1)))
          .isEqualTo("OK Credits: 1000");
      assertThat(client.ask("CHPASS bob new")).isEqualTo("ERR 200 Access denied.");
    }
  }
}
