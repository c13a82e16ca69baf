package io.drinkd.appliance.finger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.process.Tmux;
import io.drinkd.appliance.sunday.House;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's finger shows, on a terminal that tmux plays. It knows no port but 79. */
class FingerScreensTest {

  private static final String HOST = "127.0.79.1";

  @TempDir Path data;

  @Test
  void answersOnAScreen() throws Exception {
    Tmux.require("finger");
    try (House house = new House(data).linkBoards();
        Door door = open(house)) {
      assertThat(door.port()).isEqualTo(79);
      screen("house", "finger @" + HOST);
      screen("machine", "finger -l d@" + HOST);
      screen("slot", "finger 2@d@" + HOST);
      screen("temperature", "finger temp@ld@" + HOST);
      screen("help", "finger help@" + HOST);
      screen("nobody", "finger bob@" + HOST);
      screen("forwarding", "finger bob@example.net@" + HOST);
    }
  }

  private static Door open(House house) throws CannotListenException {
    ListenerSettings any = TestListener.of(FingerProtocol.DECLARATION, "idle: 20s");
    ListenerSettings settings =
        new ListenerSettings(
            any.name(),
            any.protocol(),
            new Endpoint(HOST, 79, 16),
            any.connections(),
            any.allow(),
            any.tls(),
            any.own());
    try {
      return new FingerProtocol(house.services(), new Transport(house.timers(), 1)).open(settings);
    } catch (CannotListenException e) {
      assumeTrue(false, "needs port 79 of " + HOST + ", which is for root and may be taken");
      throw e;
    }
  }

  private static void screen(String name, String command) throws Exception {
    try (Tmux finger = Tmux.run(80, 24, command)) {
      finger.await("[ended]");
      finger.awaitScreen("finger/" + name, screen -> screen.replaceAll("\\d+\\.\\d C", "00.0 C"));
    }
  }
}
