package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** What the log has of a connection when it has ended. */
class SessionLogTest extends TestWithDoor {

  private static final String MEMBERS = "io.drinkd.session";
  private static final String STRANGERS = SundaySession.class.getName();
  private static final String SILENT = ConnectionsWithoutRequest.class.getName();

  @Test
  void connectionsWithoutARequestAreOneLineAMinute() throws Exception {
    house.open();
    try (CapturedLog members = CapturedLog.of(MEMBERS, Level.INFO);
        CapturedLog strangers = CapturedLog.of(STRANGERS, Level.INFO);
        CapturedLog silent = CapturedLog.of(SILENT, Level.DEBUG)) {
      for (int i = 0; i < 20; i++) {
        house.greeted().close();
      }
      await().atMost(House.PATIENCE).until(() -> silent.lines().size() == 20);
      house.timers.advance(ConnectionsWithoutRequest.REPORT_AFTER);

      assertThat(silent.lines().get(20)).startsWith("connections closed without a request: 20; ");
      assertThat(members.lines()).isEmpty();
      assertThat(strangers.lines()).isEmpty();
    }
  }

  /** The lines of members are not limited, so strangers must not be able to cause one. */
  @Test
  void membersAndStrangersHaveLoggersOfTheirOwn() throws Exception {
    house.open();
    try (CapturedLog members = CapturedLog.of(MEMBERS, Level.INFO);
        CapturedLog strangers = CapturedLog.of(STRANGERS, Level.INFO)) {
      ask("IBUTTON nobody");
      await().atMost(House.PATIENCE).until(() -> strangers.lines().size() == 1);
      assertThat(strangers.lines().get(0)).contains(" member=- ").contains(" requests=1 ");

      ask("IBUTTON 01AB23CD");
      await().atMost(House.PATIENCE).until(() -> members.lines().size() == 1);
      assertThat(members.lines().get(0)).contains(" member=carol ").contains(" requests=1 ");
      assertThat(strangers.lines()).hasSize(1);
    }
  }

  private void ask(String request) throws IOException {
    try (LineClient client = house.greeted()) {
      client.ask(request);
    }
  }
}
