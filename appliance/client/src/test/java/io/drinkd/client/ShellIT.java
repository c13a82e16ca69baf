package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell on a terminal of tmux, at the real appliance. */
class ShellIT {

  private static final String SCRIPT =
      Path.of(System.getProperty("drinkd.home"), "scripts/drink").toAbsolutePath().toString();

  private final RunningHouse house = RunningHouse.get();

  @TempDir Path folder;

  @BeforeAll
  static void tmuxIsThere() {
    assumeTrue(Screen.isPossible(), "tmux is not installed");
  }

  private Screen shell(Path settings, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT, "--settings", settings.toString()));
    command.addAll(List.of(options));
    return new Screen(folder, command);
  }

  @Test
  void fromTheLoginToADrink() throws IOException {
    String member = house.member(500);
    String port = String.valueOf(house.port("sunday"));
    try (Screen screen =
        shell(folder.resolve("new"), "--host", "127.0.0.1", "--port", port, "--machine", "d")) {
      screen.awaitLast("d>");
      screen.enter("ls").await("4  Cola über alles     50  ");
      screen.enter("drop über").await("Name: ");
      screen.enter(member).await("Password of " + member + ": ");
      screen.enter("wrong").await("the name or the password is wrong");
      screen.enter("drop über").awaitLast("Name:");
      screen.enter(member).awaitLast("Password of " + member + ":");
      screen.enter("secret of " + member).await("Cola über alles dropped. Credits: 450.");
      screen.awaitLast("d 450>");
      assertThat(screen.text()).doesNotContain("secret of");
      screen.enter("drop wine").await("there is no drink \"wine\" in this machine");
      screen.enter("use ld").awaitLast("ld 450>");
      screen.enter("exit").await("ended with 0");
    }
  }

  @Test
  void thePromptFollowsWhatHappens() throws IOException {
    String member = house.member(500);
    Path settings = house.loggedIn(member, house.port("sunday"));
    try (Screen screen = shell(settings, "--machine", "ld")) {
      screen.awaitLast("ld 500>");
      // While somebody types: what is typed stays.
      screen.type("give alice").awaitLast("ld 500> give alice");
      house.asAdmin("ADDCREDITS " + member + " 25 because");
      screen.awaitLast("ld 525> give alice");
      screen.key("C-c").awaitLast("ld 525>");
      house.asAdmin("MACHINE ld");
      house.asAdmin("SERVICE off");
      screen.await("ld is out of service");
      house.asAdmin("SERVICE on");
      screen.await("ld is up");
    }
  }

  @Test
  void tabCompletesWhatThereIs() throws IOException {
    String member = house.member(500);
    String friend = house.member(0);
    Path settings = house.loggedIn(member, house.port("sunday"));
    try (Screen screen = shell(settings, "--machine", "d")) {
      screen.awaitLast("d 500>");
      screen.type("hist").key("Tab").awaitLast("d 500> history");
      screen.key("C-u").type("drop Roo").key("Tab").awaitLast("d 500> drop Root\\ Beer");
      screen.key("Enter").await("Root Beer dropped. Credits: 450.");
      screen.type("temp l").key("Tab").awaitLast("d 450> temp ld");
      // Behind a machine, what is in that one.
      screen.key("C-u").type("drop ld Ic").key("Tab").awaitLast("d 450> drop ld Iced\\ Tea");
      screen.key("C-u").type("drop ").key("Tab").key("Tab").await("Dr Pepper");
      assertThat(screen.text()).containsPattern("1 +\\(Coke\\)").contains("ld ");
      screen.key("C-u").enter("give " + friend + " 50").awaitLast("d 400>");
      screen.type("give " + friend.substring(0, friend.length() - 1));
      screen.key("Tab").awaitLast("d 400> give " + friend);
      screen.key("C-u").type("drop --del").key("Tab").awaitLast("d 400> drop --delay");
      // And the history knows what was typed.
      screen.key("C-u").key("Up").awaitLast("d 400> give " + friend + " 50");
    }
  }

  @Test
  void enterCancelsADropThatWaits() throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));
    try (Screen screen = shell(settings, "--machine", "d")) {
      screen.awaitLast("d 500>");
      screen.enter("drop coke --delay 600").await("Enter cancels.");
      screen.key("Enter").await("the drop was cancelled; nothing was paid");
      screen.awaitLast("d 500>");
    }
  }

  @Test
  void anInterruptLeavesADropThatWaits() throws IOException {
    String member = house.member(500);
    Path settings = house.loggedIn(member, house.port("sunday"));
    try (Screen screen = shell(settings, "--machine", "d")) {
      screen.awaitLast("d 500>");
      screen.enter("drop coke --delay 600").await("Enter cancels.");
      screen.key("C-c").await("To cancel it: cancel");
      // Its price is on hold, and there is a connection for other things.
      screen.awaitLast("d 450>");
      screen.enter("balance").await("Credits: 450");
      screen.enter("cancel").await("Cancelled: 1.");
      screen.await("Coke: the drop was cancelled");
      screen.awaitLast("d 500>");
      screen.enter("watch").await("Watching. ");
      house.asAdmin("ADDCREDITS " + member + " 5 because");
      screen.await("you have 505 credits");
      house.asMember(member, "MACHINE ld", "DROP 1");
      screen.await(": Iced Tea dropped");
      screen.key("C-c").awaitLast("d 455>");
    }
  }

  @Test
  void aLostLinkIsMadeAgain() throws IOException {
    String member = house.member(500);
    try (CutLink link = new CutLink(house.port("sunday"), Integer.MAX_VALUE)) {
      Path settings = house.loggedIn(member, link.port());
      try (Screen screen = shell(settings, "--machine", "d")) {
        screen.awaitLast("d 500>");
        link.cut();
        house.asAdmin("ADDCREDITS " + member + " 5 because");
        screen.awaitLast("d 505>");
        link.cut();
        screen.enter("balance").await("Credits: 505");
        house.asAdmin("ADDCREDITS " + member + " 5 because");
        screen.awaitLast("d 510>");
        // And when nobody listens any more, commands say so at once.
        link.vanish();
        screen.awaitLast("d 510 (not connected)>");
        screen.enter("balance").await("nobody listens there");
      }
    }
  }

  @Test
  void pasteResizeAndSlowTyping() throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));
    try (Screen screen = shell(settings)) {
      screen.awaitLast("drink 500>");
      screen.paste("use ld\nbalance").key("Enter").await("Credits: 500");
      screen.awaitLast("ld 500>");
      screen.resize(40, 12);
      for (char key : "balance".toCharArray()) {
        screen.type(String.valueOf(key));
      }
      screen.awaitLast("ld 500> balance");
      screen.key("Enter").awaitLast("ld 500>");
      screen.key("C-d").await("ended with 0");
    }
  }

  @Test
  void oneCommandShowsItsProgress() throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));
    try (Screen screen = shell(settings, "drop", "ld", "tea", "--delay", "600")) {
      screen.await("Iced Tea in ");
      screen.key("Enter").await("drink: the drop was cancelled; nothing was paid\nended with 14");
    }
  }
}
