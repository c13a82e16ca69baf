package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An admin's request that was sound when it came, and is not any more when it is written down. */
class DoorMeanwhileTest {

  @TempDir Path data;
  private final CountDownLatch written = new CountDownLatch(1);
  private House house;
  private SundayDoor door;
  private LineClient alice;

  @BeforeEach
  void logIn() throws Exception {
    house = new House(data);
    ListenerOptions options = new ListenerOptions();
    // So that nothing is read from a client while it waits for a reply.
    options.requestsInFlight = 1;
    door = SundayDoor.open(options.settings(), house, Commands.indexed(), 1);
    alice = LineClient.greeted(door.port());
    alice.ask("USER alice");
    assertThat(alice.ask("PASS \"alice's password\"")).isEqualTo("OK Credits: 0");
  }

  @AfterEach
  void close() throws Exception {
    written.countDown();
    alice.close();
    door.close();
    house.close();
  }

  private static NewMember nobody(String name) {
    return new NewMember(name, Optional.empty(), false, 0, List.of());
  }

  private String askWhileBooksWait(String request) throws Exception {
    alice.send(request + "\n");
    await()
        .atMost(House.PATIENCE)
        .until(() -> door.sessions().stream().allMatch(IoSession::isReadSuspended));
    written.countDown();
    return alice.line();
  }

  @ParameterizedTest
  @CsvSource({
    "SETADMIN dave true, ERR 410 Invalid user.",
    "EDITUSER dave 5, ERR 410 Invalid user.",
    "CHPASS dave secret, ERR 410 Invalid user.",
    "RMUSER dave, ERR 410 Invalid user."
  })
  void theMemberWasClosed(String request, String reply) throws Exception {
    MemberRecord dave = house.members().add(nobody("dave"), "test").join();
    house.holdBooks(written);
    house.members().departures().close(dave, "test");
    assertThat(askWhileBooksWait(request)).isEqualTo(reply);
  }

  @Test
  void theNameWasTaken() throws Exception {
    house.holdBooks(written);
    house.members().add(nobody("dave"), "test");
    assertThat(askWhileBooksWait("ADDUSER dave")).isEqualTo("ERR 412 User already registered.");
  }
}
