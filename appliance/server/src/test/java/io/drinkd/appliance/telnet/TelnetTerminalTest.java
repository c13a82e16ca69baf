package io.drinkd.appliance.telnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a client gets that negotiates, and sends keys as they are typed. */
class TelnetTerminalTest extends TestWithTelnet {

  private static final List<String> OFFER =
      List.of("251 0", "251 1", "251 3", "253 0", "253 3", "253 31");

  private TelnetClient terminal() throws IOException {
    return TelnetClient.negotiated(door.port());
  }

  @Test
  void keysAreShownAndThePasswordIsNot() throws Exception {
    try (TelnetClient client = terminal()) {
      client.await("Name: ");
      client.send("bob");
      client.await("bob");
      client.send("\r\0");
      assertThat(client.await(": ")).isEqualTo("\r\nPassword: ");
      client.send("bob's password\r\0");
      assertThat(client.await("Welcome, bob.")).isEqualTo("\r\n\r\nWelcome, bob.");
      // All that was offered was agreed to, and no answer is answered.
      assertThat(client.negotiated()).isEqualTo(OFFER);
    }
  }

  @Test
  void keysThatErase() throws Exception {
    try (TelnetClient client = terminal()) {
      client.await("Name: ");
      client.send("bxx\u007f\bob joe\u0017\u007f!");
      client.await("!");
      client.send("\u0015bob\r");
      client.await("Password: ");
      client.send("wrong\u0015bob's passwort\u007fd\r");
      client.await("Welcome, bob.");
    }
  }

  @Test
  void arrowsAreIgnoredEvenInPieces() throws Exception {
    try (TelnetClient client = terminal()) {
      client.await("Name: ");
      client.send("b\u001b[A").send("\u001b").send("[").send("1;5").send("D").send("o\u001bO");
      client.send("P\u001b[[Ab\u001b[200~\r");
      client.await("Password: ");
      client.send("bob's\u001b[3~ password\r");
      client.await("Welcome, bob.");
    }
  }

  @Test
  void controlCLeadsBack() throws Exception {
    try (TelnetClient client = terminal().login("bob")) {
      client.send("2\r");
      client.await("Machine [d]: ");
      client.send("d\u0003");
      assertThat(client.await("Choice [list]: ")).isEqualTo("d^C\r\nChoice [list]: ");
      // The same as clients send that know a command for it; they then wait for a sign.
      client.send("2\r").await("Machine [d]: ");
      client.send(new int[] {255, 244, 255, 253, 6});
      client.await("Choice [list]: ");
      client.send("x").await("x");
      assertThat(client.negotiated()).endsWith("251 6");
      client.send("\u0015\u0004");
      assertThat(client.toEnd()).endsWith("Good bye.\r\n");
    }
  }

  @Test
  void aDrinkThatFallsIsShownAboveWhatIsBeingTyped() throws Exception {
    try (TelnetClient client = terminal().login("bob")) {
      client.send("2\rd\r1\r2\r");
      client.await("cancel calls it off.");
      client.await("Choice [list]: ");
      client.send("histo");
      client.await("histo");
      String line = client.await("histo");
      assertThat(line).startsWith("\r" + " ".repeat(20) + "\r* Drop ");
      assertThat(line)
          .endsWith("your Coke has fallen. You have 950 credits.\r\nChoice [list]: histo");
      client.send("ry\r");
      client.await("How many [10]: ");
    }
  }

  @Test
  void theWindowIsHonoured() throws Exception {
    try (TelnetClient client = terminal().resize(24, 6)) {
      client.login("bob");
      client.send("1\r");
      String page = client.await("-- Enter shows more, q ends --");
      assertThat(page.split("\r\n"))
          .hasSize(7)
          .allMatch(line -> line.length() < 24 || line.startsWith("--"));
      assertThat(page).contains("d: Big Drink, North st~\r\n");
      client.resize(100, 50);
      client.send("\r");
      assertThat(client.await("Choice [list]: ")).contains("ld: Little Drink, Machine room");
      client.send("1\r");
      assertThat(client.await("Choice [list]: ")).contains("d: Big Drink, North stairwell, up");
    }
  }

  @Test
  void unknownOptionsAreRefusedOnceAndAnswersAreNotAnswered() throws Exception {
    try (TelnetClient client = terminal()) {
      client.await("Name: ");
      client.send(new int[] {255, 253, 99, 255, 251, 24, 255, 252, 24, 255, 254, 99, 255, 254, 77});
      client.send(new int[] {255, 250, 24, 0, 'x', 255, 255, 255, 240, 255, 246});
      client.await("[yes]");
      assertThat(client.negotiated().subList(OFFER.size(), client.negotiated().size()))
          .containsExactly("252 99", "254 24");
    }
  }

  @Test
  void namesOfAllScriptsAreTyped() throws Exception {
    MemberRecord alice =
        house.services().memberships().all(TestClaims.OPERATOR).stream()
            .filter(member -> member.name().equals("poor"))
            .findFirst()
            .orElseThrow();
    house.services().memberships().rename(TestClaims.OPERATOR, alice, "J\u00fcrgen").join();
    try (TelnetClient client = terminal()) {
      client.await("Name: ");
      byte[] name = "J\u00fcrgen\r".getBytes(StandardCharsets.UTF_8);
      for (byte octet : name) {
        client.send(new byte[] {octet});
      }
      client.await("Password: ");
      client.send("poor's password\r");
      assertThat(client.await("Choice")).contains("Welcome, J\u00fcrgen. You have 10 credits.");
    }
  }

  @Test
  void idleAndLongSessionsEnd() throws Exception {
    reopen("idle: { before-login: 2s, after-login: 1h }");
    try (TelnetClient client = terminal()) {
      assertThat(client.toEnd()).endsWith("\r\nNothing was typed for too long. Good bye.\r\n");
    }
    reopen("longest: { before-login: 2s }");
    try (TelnetClient client = terminal()) {
      assertThat(client.toEnd()).endsWith("\r\nYour time is up; connect again. Good bye.\r\n");
    }
  }

  @Test
  void aPasteOfManyLinesHasItsEffectLineByLine() throws Exception {
    try (TelnetClient client = terminal().login("bob")) {
      client.send("1\r".repeat(3_000) + "7\r");
      assertThat(client.toEnd().split("d: Big Drink", -1)).hasSize(3_001);
    }
  }

  @Test
  void aLineIsBounded() throws Exception {
    try (TelnetClient client = terminal()) {
      client.await("Name: ");
      client.send("x".repeat(100_000) + "\r");
      client.await("\u0007");
      client.await("Password: ");
    }
  }

  @Test
  void aLinkThatBreaksLeavesNothingOpen() throws Exception {
    try (TelnetClient client = terminal().login("bob")) {
      client.send("2\rd\r1\r\r");
      client.await("on its way");
      client.reset();
    }
    await().atMost(House.PATIENCE).until(() -> door.connections() == 0);
    assertThat(house.booksDisagreements()).isEmpty();
  }

  @Test
  void whoeverWasLoggedOutElsewhereLogsInAgain() throws Exception {
    try (TelnetClient client = terminal().login("bob")) {
      MemberRecord bob =
          house.services().memberships().all(TestClaims.OPERATOR).stream()
              .filter(member -> member.name().equals("bob"))
              .findFirst()
              .orElseThrow();
      house.services().memberships().changePassword(TestClaims.OPERATOR, bob, "another one").join();
      client.send("5\r\r");
      client.await("Your session is over; log in again.\r\nName: ");
    }
  }

  @Test
  void whateverIsSentTheApplianceLives() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < Integer.getInteger("drinkd.fuzz.telnet", 20); i++) {
      try (TelnetClient client = TelnetClient.connect(door.port())) {
        if (i % 2 == 0) {
          client.login("bob");
        }
        client.send(FuzzKeys.keys(random, 200)).halfClose();
        try {
          String shown = client.toEnd();
          assertThat(shown.replace("\u0007", "").replace("\b", ""))
              .doesNotContainPattern("[\\p{Cntrl}&&[^\r\n]]");
        } catch (SocketException e) {
          assertThat(e).hasMessageContaining("reset");
        }
      }
    }
    await().atMost(House.PATIENCE).until(() -> door.connections() == 0);
    try (TelnetClient client = terminal()) {
      client.login("bob");
    }
    assertThat(house.booksDisagreements()).isEmpty();
  }
}
