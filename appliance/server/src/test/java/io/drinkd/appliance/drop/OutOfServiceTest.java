package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.OutOfService;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that an admin takes out of service, with drops for it in every state. */
class OutOfServiceTest {

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private MemberRecord bob;
  private MemberRecord alice;

  @BeforeEach
  void open() throws IOException {
    house = opened();
    bob = house.member("bob", 1_000);
    NewMember admin = new NewMember("alice", Optional.empty(), true, 1_000, List.of());
    alice = house.members.add(admin, "test").join();
  }

  private ScriptedHouse opened() throws IOException {
    return new ScriptedHouse(
        data,
        time,
        List.of(ScriptedHouse.machine("d", 50, 9, 9), ScriptedHouse.machine("ld", 35, 9, 9)));
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
    house.close();
  }

  private Machine machine(String id) {
    return house.machines.find(id).orElseThrow();
  }

  private void off(String machine, String reason) {
    house
        .services
        .catalog()
        .outOfService(TestClaims.admin(alice), machine, new Remark(reason))
        .join();
  }

  private void on(String machine) {
    house.services.catalog().inService(TestClaims.admin(alice), machine).join();
  }

  private CompletableFuture<DropResult> drop(MemberRecord member, String machine) {
    return house.dispatcher.drop(house.request(member, machine, 1));
  }

  private CompletableFuture<DropResult> delayed(MemberRecord member, String machine) {
    return house.dispatcher.drop(
        new DropRequest(
            member, machine(machine), 1, Duration.ofMinutes(1), Optional.empty(), "test"));
  }

  private void answer(String machine) {
    house.board(machine).answer(new DropOutcome.Dropped());
  }

  private static Kind kind(CompletableFuture<DropResult> drop) {
    return drop.join().kind();
  }

  @Test
  void membersAreRefusedAndAdminsMayTryIt() {
    off("d", "the belt is torn");

    DropResult refused = drop(bob, "d").join();
    assertThat(refused.kind()).isEqualTo(Kind.OUT_OF_SERVICE);
    assertThat(refused.detail())
        .isEqualTo("out of service since " + time.clock().instant() + ": the belt is torn");
    assertThat(kind(delayed(bob, "d"))).isEqualTo(Kind.OUT_OF_SERVICE);
    CompletableFuture<DropResult> tried = drop(alice, "d");
    answer("d");
    assertThat(kind(tried)).isEqualTo(Kind.DROPPED);
    CompletableFuture<DropResult> elsewhere = drop(bob, "ld");
    answer("ld");
    assertThat(kind(elsewhere)).isEqualTo(Kind.DROPPED);

    on("d");
    CompletableFuture<DropResult> again = drop(bob, "d");
    answer("d");
    assertThat(kind(again)).isEqualTo(Kind.DROPPED);
  }

  @Test
  void whatHasNotLeftIsCalledOffButForAdmins() {
    CompletableFuture<DropResult> sent = drop(bob, "d");
    await().atMost(ScriptedHouse.PATIENCE).until(() -> house.board("d").order().isPresent());
    CompletableFuture<DropResult> queued = drop(bob, "d");
    CompletableFuture<DropResult> queuedByAdmin = drop(alice, "d");
    CompletableFuture<DropResult> delayed = delayed(bob, "d");
    CompletableFuture<DropResult> delayedByAdmin = delayed(alice, "d");
    CompletableFuture<DropResult> delayedElsewhere = delayed(bob, "ld");
    house.settle();

    off("d", "the belt is torn");

    // With a bank it is heard of a moment later, as by all appliances.
    await()
        .atMost(ScriptedHouse.PATIENCE)
        .untilAsserted(
            () -> assertThat(List.of(queued, delayed)).allMatch(CompletableFuture::isDone));
    assertThat(List.of(kind(queued), kind(delayed))).containsOnly(Kind.OUT_OF_SERVICE);
    assertThat(BookedStates.of(house.store, queued.join().dropId())).endsWith(DropState.CANCELLED);
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(1_000, 85, 0));
    assertThat(sent).isNotDone();
    answer("d");
    assertThat(kind(sent)).isEqualTo(Kind.DROPPED);
    answer("d");
    assertThat(kind(queuedByAdmin)).isEqualTo(Kind.DROPPED);
    time.advance(Duration.ofMinutes(1));
    answer("d");
    answer("ld");
    assertThat(kind(delayedByAdmin)).isEqualTo(Kind.DROPPED);
    assertThat(kind(delayedElsewhere)).isEqualTo(Kind.DROPPED);
  }

  @Test
  void whoeverAsksAtTheSameMomentIsRefusedOrWasBefore() {
    List<CompletableFuture<DropResult>> drops = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      drops.add(drop(bob, "d"));
    }
    CompletableFuture<Void> off =
        house
            .services
            .catalog()
            .outOfService(TestClaims.admin(alice), "d", new Remark("the belt is torn"));
    for (int i = 0; i < 2; i++) {
      drops.add(drop(bob, "d"));
    }
    off.join();

    // No order of a member leaves from now on; the one that had left is answered.
    answer("d");
    assertThat(drops.stream().map(OutOfServiceTest::kind).toList()).first().isEqualTo(Kind.DROPPED);
    assertThat(drops.stream().skip(1).map(OutOfServiceTest::kind).distinct())
        .containsOnly(Kind.OUT_OF_SERVICE);
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(950, 0, 0));
  }

  @Test
  void itOutlastsARestartAndWhatWasDelayedIsCalledOffThen() throws IOException {
    CompletableFuture<DropResult> byAdmin = delayed(alice, "d");
    CompletableFuture<DropResult> byMember = delayed(bob, "d");
    house.settle();
    // As if the appliance had ended before it could call off the member's drop.
    house.store.writeNow(
        tx ->
            tx.update(
                """
                INSERT INTO out_of_service (machine, reason, at, actor)
                VALUES ('d', 'the belt is torn', 0, 'admin:alice')\
                """));
    house.close();
    house = opened();

    assertThat(byAdmin).isNotDone();
    assertThat(byMember).isNotDone();
    assertThat(machine("d").state()).isEqualTo("out-of-service");
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(1_000, 0, 0));
    assertThat(house.ledger.balance(alice.account())).isEqualTo(new Balance(1_000, 50, 0));
    assertThat(kind(drop(house.members.find("bob").orElseThrow(), "d")))
        .isEqualTo(Kind.OUT_OF_SERVICE);
    time.advance(Duration.ofMinutes(1));
    answer("d");
    await()
        .atMost(ScriptedHouse.PATIENCE)
        .until(() -> house.ledger.balance(alice.account()).equals(new Balance(950, 0, 0)));
  }

  @Test
  void itIsOneWordWhateverItsBoardDoes() throws IOException {
    long place = house.services.events().last();
    off("d", "the belt is torn");
    house.board("d").reportState(BoardState.DOWN);
    house.board("d").reportState(BoardState.UP);
    off("d", "the motor too");
    assertThat(machine("d").state()).isEqualTo(OutOfService.WORD);
    assertThat(machine("d").stateReason()).endsWith(", by admin:alice: the motor too");
    assertThat(machine("d").status()).isEqualTo(MachineStatus.UP);
    on("d");
    on("d");
    assertThat(machine("d").state()).isEqualTo("up");
    assertThat(machine("d").outOfService()).isEmpty();

    assertThat(events(place))
        .containsExactly(
            "MachineChanged[machine=d, status=out-of-service]",
            "MachineChanged[machine=d, status=up]");
    assertThat(house.services.auditTrail().last(TestClaims.OPERATOR, 3).join())
        .extracting(OutOfServiceTest::line)
        .containsExactly(
            "admin:alice service of d: out of service: the motor too -> in service",
            "admin:alice service of d: out of service: the belt is torn -> out of service: the"
                + " motor too",
            "admin:alice service of d: in service -> out of service: the belt is torn");
  }

  private List<String> events(long after) {
    return house
        .services
        .events()
        .after(
            house
                .services
                .logins()
                .anybody("test", new LoginOrigin(InetAddress.getLoopbackAddress(), false)),
            after,
            100)
        .visible()
        .stream()
        .map(event -> event.event().toString())
        .filter(event -> event.startsWith("MachineChanged"))
        .toList();
  }

  private static String line(AuditLog.Entry entry) {
    return entry.actor() + " " + entry.what() + ": " + entry.before() + " -> " + entry.after();
  }
}
