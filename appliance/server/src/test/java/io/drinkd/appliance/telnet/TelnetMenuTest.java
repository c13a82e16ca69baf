package io.drinkd.appliance.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a client gets that negotiates nothing and sends lines, such as nc. */
class TelnetMenuTest extends TestWithTelnet {

  @Test
  void whoeverSendsLinesIsWarnedThatThePasswordIsSeen() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port())) {
      assertThat(nc.await("Name: "))
          .isEqualTo(
              "\r"
                  + " ".repeat(18)
                  + "\rFloor drink server\r\n"
                  + "Careful: this is clear text. Whoever is on the network between can read all\r\n"
                  + "that you type, your password too.\r\n"
                  + "Name: ");
      nc.send("bob\n");
      assertThat(nc.await(": ")).isEqualTo("Password (it is seen as you type it): ");
      nc.send("bob's password\n");
      assertThat(nc.await("Choice [list]: "))
          .isEqualTo(
              """

              Welcome, bob. You have 1000 credits.

               1  list     the machines, and what is in them
               2  drop     a drink
               3  random   some drink that you can pay for
               4  give     credits to somebody
               5  history  of your credits
               6  cancel   your drops whose delay is not over
               7  quit
              Choice [list]:\s"""
                  .replace("\n", "\r\n"));
      nc.send("\n");
      assertThat(nc.await("Choice [list]: "))
          .startsWith("d: Big Drink, North stairwell, up, ")
          .contains("\r\n    1     50  5 left    Coke\r\n")
          .contains("\r\n    3     50  empty     Dr Pepper\r\n")
          .contains("\r\nld: Little Drink, Machine room, waiting\r\n");
      nc.send("quit\n");
      assertThat(nc.toEnd()).isEqualTo("Good bye.\r\n");
    }
  }

  @Test
  void adminsArePointedElsewhere() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port())) {
      nc.await("Name: ");
      nc.send("alice\nalice's password\n");
      assertThat(nc.await("Choice")).contains("You are an admin: ", "/admin", "drinkd.");
    }
  }

  @Test
  void aDropIsShownWhenItFalls() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port()).login("bob")) {
      nc.send("2\nd\nroot beer\n\n");
      assertThat(nc.await("* Drop "))
          .contains("Machine [d]: ")
          .contains("Slot, or its drink: Delay in seconds [0]: Drop ")
          .contains(" is on its way.\r\nChoice [list]: ");
      assertThat(nc.await("Choice [list]: "))
          .contains(": your Root Beer has fallen. You have 940 credits.\r\n");
      nc.send("history\n1\n");
      assertThat(nc.await("Choice [list]: ")).contains("    -60      940  ");
    }
    assertThat(house.booksDisagreements()).isEmpty();
  }

  @Test
  void aDelayedDropIsCalledOff() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port()).login("bob")) {
      nc.send("random\nd\n3000\n");
      nc.await(" waits for 3000 s; cancel calls it off.");
      nc.send("cancel\n");
      String rest = nc.await("Called off: 1.");
      rest += nc.await("Choice [list]: ");
      if (!rest.contains("* Drop ")) {
        rest += nc.await("* Drop ");
      }
      nc.send("random\nd\n\n");
      assertThat(nc.await("has fallen.")).containsPattern("your (Coke|Root Beer|Cola über alles) ");
    }
  }

  @Test
  void whatCannotBeIsSaid() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port()).login("poor")) {
      nc.send("drop\nd\n3\n\n");
      assertThat(nc.await("Choice [list]: ")).containsIgnoringCase("empty");
      nc.send("drop\nd\n1\n\n");
      nc.await("Delay in seconds [0]: ");
      assertThat(nc.await("Choice [list]: ")).isNotEqualTo("Choice [list]: ");
      nc.send("drop\nx\n");
      assertThat(nc.await("Choice [list]: "))
          .contains("There is no machine x; there are: d ld.\r\n");
      nc.send("drop\nd\n99\n");
      assertThat(nc.await("Choice [list]: ")).contains("Machine d has no slot 99.\r\n");
      nc.send("drop\nd\n1\nsoon\n");
      assertThat(nc.await("Choice [list]: ")).contains("Found soon, expected whole seconds.\r\n");
      nc.send("drop\nld\n1\n\n");
      nc.await("Delay");
      assertThat(nc.await("Choice [list]: ")).contains(".\r\n");
      nc.send("history\nall\n");
      assertThat(nc.await("Choice [list]: ")).contains(".\r\n");
      nc.send("what?\n");
      assertThat(nc.await("Choice [list]: "))
          .contains("There is no choice what?; type a number or a word of the menu")
          .doesNotContain(" 1  list ");
      nc.send("?\n");
      assertThat(nc.await("Choice [list]: ")).contains(" 1  list ");
    }
  }

  @Test
  void creditsAreGivenAfterAYes() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port()).login("bob")) {
      nc.send("give\npoor\n7\na coke\n\n");
      assertThat(nc.await("Choice [list]: "))
          .endsWith(
              "Give 7 credits to poor? yes or no [no]: Nothing was given.\r\nChoice [list]: ");
      nc.send("give\npoor\n7\n\nyes\n");
      assertThat(nc.await("Choice [list]: ")).contains("Given. You have 993 credits.\r\n");
      nc.send("give\nnobody\n");
      assertThat(nc.await("Choice [list]: ")).contains("There is no member nobody.\r\n");
      nc.send("give\npoor\n-3\n");
      assertThat(nc.await("Choice [list]: ")).contains("expected whole credits.\r\n");
      nc.send("give\nbob\n3\n\ny\n");
      assertThat(nc.await("Choice [list]: ")).contains("The credits are yours already.\r\n");
    }
  }

  @Test
  void threeWrongLoginsEndIt() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port())) {
      nc.await("Name: ");
      nc.send("bob\nx\nbob\ny\n");
      nc.await("Wrong name, password or token.\r\nName: ");
      nc.await("Wrong name, password or token.\r\nName: ");
      nc.send("nobody\nz\n");
      assertThat(nc.toEnd())
          .endsWith("Wrong name, password or token. That was the last try. Good bye.\r\n");
    }
  }

  @Test
  void aWholeScriptWorksWithOnePacketAndAClosedHalf() throws Exception {
    try (TelnetClient nc = TelnetClient.connect(door.port())) {
      nc.send("bob\nbob's password\n2\nd\n1\n\n").halfClose();
      assertThat(nc.toEnd()).contains("has fallen. You have 950 credits.\r\n");
    }
  }
}
