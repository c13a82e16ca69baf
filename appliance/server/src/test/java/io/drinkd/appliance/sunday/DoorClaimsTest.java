package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.TestClaims;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what is checked again with each request, and what they did is logged once. */
class DoorClaimsTest {

  @TempDir Path data;
  private House house;
  private SundayDoor door;
  private Memberships memberships;

  @BeforeEach
  void open() throws Exception {
    house = new House(data);
    memberships = house.services().memberships();
    door = SundayDoor.open(new ListenerOptions().settings(), house, Commands.indexed(), 1);
  }

  @AfterEach
  void close() {
    door.close();
    house.close();
  }

  private void add(String name, boolean admin) {
    memberships
        .add(
            TestClaims.OPERATOR, new NewMember(name, Optional.of(name + "00"), admin, 0, List.of()))
        .join();
  }

  private MemberRecord named(String name) {
    return memberships.named(TestClaims.OPERATOR, name);
  }

  private LineClient login(String name) throws Exception {
    LineClient client = LineClient.greeted(door.port());
    assertThat(client.ask("USER " + name)).isEqualTo("OK Password required.");
    assertThat(client.ask("PASS " + name + "00")).startsWith("OK Credits: ");
    return client;
  }

  private void setAdmin(String name, boolean admin) {
    MemberEdit edit = MemberEdit.admin(admin);
    memberships.edit(TestClaims.OPERATOR, named(name), edit).join();
  }

  @Test
  void anAdminWhoIsUnmadeInMidSessionIsNoneWithTheNextRequest() throws Exception {
    add("dave", true);
    try (LineClient dave = login("dave")) {
      assertThat(dave.ask("ISVALIDUSER bob")).isEqualTo("OK true bob is known.");
      setAdmin("dave", false);
      assertThat(dave.ask("ISVALIDUSER bob")).isEqualTo("ERR 200 Access denied.");
      assertThat(dave.ask("GETBALANCE bob")).isEqualTo("ERR 200 Access denied.");
      assertThat(dave.ask("WHOAMI")).isEqualTo("OK Username: dave");
      setAdmin("dave", true);
      assertThat(dave.ask("GETBALANCE bob")).isEqualTo("OK Credits: 1000");
    }
  }

  @Test
  void aMemberWhoIsRemovedInMidSessionIsNobodyWithTheNextRequest() throws Exception {
    add("dave", false);
    try (LineClient dave = login("dave")) {
      assertThat(dave.ask("GETBALANCE")).isEqualTo("OK Credits: 0");
      memberships.close(TestClaims.OPERATOR, named("dave")).join();
      add("dave", false);
      assertThat(dave.ask("GETBALANCE")).isEqualTo("ERR 204 You need to login.");
      assertThat(dave.ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
    }
  }

  private LineClient loginBob() throws Exception {
    LineClient client = LineClient.greeted(door.port());
    client.ask("USER bob");
    assertThat(client.ask("PASS \"bob's password\"")).startsWith("OK Credits: ");
    return client;
  }

  @Test
  void aNewPasswordEndsAllSessionsButTheOneThatChangedIt() throws Exception {
    try (LineClient here = loginBob();
        LineClient elsewhere = loginBob()) {
      assertThat(here.ask("CHPASS bob another")).isEqualTo("OK Changes saved.");
      assertThat(here.ask("WHOAMI")).isEqualTo("OK Username: bob");
      assertThat(elsewhere.ask("GETBALANCE")).isEqualTo("ERR 204 You need to login.");
      assertThat(elsewhere.ask("DROP 1")).isEqualTo("ERR 204 You need to login.");
      elsewhere.ask("USER bob");
      assertThat(elsewhere.ask("PASS another")).isEqualTo("OK Credits: 1000");
      assertThat(here.ask("WHOAMI")).isEqualTo("OK Username: bob");
    }
  }

  @Test
  void aPasswordThatSomebodyElseChangesEndsAllSessions() throws Exception {
    try (LineClient bob = loginBob();
        LineClient watching = loginBob()) {
      watching.ask("WATCH");
      memberships.changePassword(TestClaims.OPERATOR, named("bob"), "another").join();
      assertThat(bob.ask("WHOAMI")).isEqualTo("ERR 204 You need to login.");
      assertThat(watching.ask("GETBALANCE")).isEqualTo("ERR 204 You need to login.");
    }
  }

  @Test
  void whatIsDoneIsLoggedOnceWithTheDoorItCameThrough() throws Exception {
    add("dave", true);
    try (CapturedLog log = CapturedLog.of("io.drinkd.activity", Level.INFO);
        LineClient dave = login("dave")) {
      dave.ask("ADDCREDITS bob 50 \"a crate of bottles\"");
      dave.ask("ADDCREDITS bob 7 again key=k1");
      dave.ask("ADDCREDITS bob 7 again key=k1");
      dave.ask("ADDCREDITS bob 0");
      dave.ask("GETBALANCE bob");
      dave.ask("MACHINE d");
      dave.ask("EDITSLOT 1 Sprite 60 3 7 true");
      assertThat(dave.ask("CANCEL")).as("nothing to call off").startsWith("OK");

      assertThat(log.lines())
          .containsExactly(
              "member=dave door=sunday did=grant to=bob credits=50 reason=\"a crate of bottles\"",
              "member=dave door=sunday did=grant to=bob credits=7 reason=again",
              "member=dave door=sunday did=edit-slot machine=d slot=1 item=Sprite price=60"
                  + " quantity=3 dropped=7 enabled=true");
    }
  }

  @Test
  void booksThatAreNotSoundAreNotTakenForAMistakeOfWhoeverResolves() throws Exception {
    add("dave", true);
    house.linkBoards();
    house.commandBoard("silence");
    try (LineClient bob = LineClient.greeted(door.port());
        LineClient dave = login("dave")) {
      bob.ask("USER bob");
      bob.ask("PASS \"bob's password\"");
      bob.ask("MACHINE d");
      assertThat(bob.ask("DROP 1")).endsWith("Drop 1");
      house
          .services()
          .foundation()
          .store()
          .<Integer>writeNow(tx -> tx.update("UPDATE account SET held = 0 WHERE held > 0"));
      try (CapturedLog log =
          CapturedLog.of("io.drinkd.appliance.failure.FailureLog", Level.ERROR)) {
        assertThat(dave.ask("RESOLVE 1 refund nothing fell"))
            .isEqualTo("ERR 350 Account server subsystem is not ready.");
        assertThat(log.lines()).hasSize(1).first().asString().startsWith("failure: RESOLVE failed");
      }
    }
  }
}
