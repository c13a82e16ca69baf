package io.drinkd.appliance.telnet;

import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.process.Tmux;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The screens of the menu, with Debian's telnet and nc on terminals that tmux plays. */
class TelnetScreensTest extends TestWithTelnet {

  @BeforeAll
  static void needsPrograms() {
    Tmux.require("telnet", "nc");
  }

  private Tmux telnet() throws IOException {
    return telnet(door.port());
  }

  private static Tmux telnet(int port) throws IOException {
    return Tmux.run(80, 24, "telnet 127.0.0.1 " + port).await("Name: ");
  }

  private static Tmux login(Tmux telnet, String name, String password) throws IOException {
    telnet.type(name).press("Enter").await("Password: ");
    return telnet.type(password).press("Enter").await("Choice [list]:");
  }

  private static String same(String screen) {
    return screen
        .replaceAll("up, \\d+\\.[^\n]*", "up, 00.0 C")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "2026-11-20 08:25");
  }

  private static void screen(Tmux tmux, String name) {
    tmux.awaitScreen("telnet/" + name, TelnetScreensTest::same);
  }

  @Test
  void wrongAndRightPasswords() throws Exception {
    try (Tmux telnet = telnet()) {
      screen(telnet, "greeting");
      telnet.type("bob").press("Enter").await("Password: ");
      telnet.type("a wrong one").press("Enter");
      screen(telnet, "wrong-password");
      login(telnet, "bob", "bob's password");
      screen(telnet, "menu");
      telnet.type("history").press("Enter").await("How many").press("Enter");
      screen(telnet, "history");
      telnet.press("Enter");
      screen(telnet, "list");
      telnet.type("7").press("Enter");
      screen(telnet, "quit");
    }
  }

  @Test
  void threeWrongPasswords() throws Exception {
    try (Tmux telnet = telnet()) {
      for (int i = 1; i <= 3; i++) {
        telnet.type("bob").press("Enter").await("Password: ");
        telnet.type("x").press("Enter");
        String last = i < 3 ? "token.\nName:" : "last try.";
        telnet.await(last);
        if (i < 3) {
          telnet.press("C-u");
        }
      }
      screen(telnet, "three-wrong");
    }
  }

  @Test
  void aDrinkFallsWhileSomethingIsTypedSlowly() throws Exception {
    try (Tmux telnet = telnet()) {
      login(telnet, "bob", "bob's password");
      telnet.type("2").press("Enter").await("Machine").press("Enter").await("Slot");
      telnet.type("root beer").press("Enter").await("Delay");
      telnet.type("3").press("Enter").await("calls it off");
      for (String key : List.of("h", "x", "y")) {
        telnet.type(key);
      }
      telnet.press("BSpace", "BSpace", "Up", "Left", "DC", "F1");
      telnet.type("i").await("Choice [list]: hi");
      telnet.await("has fallen");
      screen(telnet, "fallen");
      telnet.press("C-u");
      telnet.type("give away").press("C-w").type("x").press("C-c");
      screen(telnet, "interrupted");
    }
  }

  @Test
  void theWindowIsResized() throws Exception {
    try (Tmux telnet = telnet()) {
      login(telnet, "bob", "bob's password");
      telnet.resize(40, 10).press("Enter").await("-- Enter");
      screen(telnet, "small-window");
      telnet.press("Enter");
      screen(telnet, "small-window-rest");
    }
  }

  @Test
  void severalLinesArePasted() throws Exception {
    try (Tmux telnet = telnet()) {
      telnet.paste("bob\nbob's password\n4\npoor\n5\nlunch\ny\n");
      telnet.await("Given.");
      screen(telnet, "pasted");
    }
  }

  @Test
  void aNameInUtf8() throws Exception {
    MemberRecord poor =
        house.services().memberships().all(TestClaims.OPERATOR).stream()
            .filter(member -> member.name().equals("poor"))
            .findFirst()
            .orElseThrow();
    house.services().memberships().rename(TestClaims.OPERATOR, poor, "J\u00fcrgen").join();
    try (Tmux telnet = telnet()) {
      telnet.type("J\u00fc\u00fc").press("BSpace");
      login(telnet.await("Name: J\u00fc"), "rgen", "poor's password");
      screen(telnet, "utf8-name");
    }
  }

  @Test
  void plainLines() throws Exception {
    try (Tmux nc = Tmux.run(80, 24, "nc 127.0.0.1 " + door.port()).await("Name: ")) {
      nc.type("bob").press("Enter").await("Password");
      nc.type("bob's password").press("Enter").await("Choice");
      screen(nc, "nc-menu");
      nc.type("random").press("Enter").await("Machine").press("Enter").await("Delay");
      nc.press("Enter").await("has fallen");
      nc.type("quit").press("Enter").await("Good bye.");
    }
  }

  @Test
  void theLinkIsDropped() throws Exception {
    try (Tmux telnet = telnet()) {
      login(telnet, "bob", "bob's password");
      door.sessions().forEach(IoSession::closeNow);
      telnet.await("[ended]");
      screen(telnet, "dropped");
    }
    try (Tmux telnet = telnet()) {
      login(telnet, "bob", "bob's password");
    }
    await().atMost(House.PATIENCE).until(() -> door.connections() == 0);
  }

  @Test
  void theServerStops() throws Exception {
    try (Tmux telnet = telnet()) {
      login(telnet, "bob", "bob's password");
      door.close();
      telnet.await("[ended]");
      screen(telnet, "stopped");
    }
  }

  @Test
  void theServerIsKilled() throws Exception {
    Process server =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Ddrinkd.plugins=" + System.getProperty("drinkd.plugins"),
                "-cp",
                System.getProperty("java.class.path"),
                TelnetHouseMain.class.getName(),
                Files.createDirectory(data.resolve("killed")).toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      int port = Integer.parseInt(server.inputReader().readLine());
      try (Tmux telnet = telnet(port)) {
        login(telnet, "bob", "bob's password");
        server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        telnet.await("[ended]");
        screen(telnet, "dropped");
      }
    } finally {
      server.destroyForcibly();
    }
  }
}
