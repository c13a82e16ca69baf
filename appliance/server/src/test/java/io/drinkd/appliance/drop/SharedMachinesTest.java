package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances with one bank and files for the same machine. */
@Tag(TestBooks.BANK_ONLY)
class SharedMachinesTest {

  private static final Duration STEP = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final ManualTimers time = new ManualTimers();

  private final BankAddress bank = TestBanks.create();

  /** Between the bank and the north. */
  private BankProxy proxy;

  private ScriptedHouse north;
  private ScriptedHouse south;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    proxy = new BankProxy(bank);
    north = house("north", proxy.address());
    bob = north.member("bob", 200);
    south = house("south", bank);
    until(() -> status(south) == MachineStatus.UP);
  }

  private ScriptedHouse house(String name, BankAddress address) throws IOException {
    return ScriptedHouse.inBank(
        address, folder, time, name, List.of(ScriptedHouse.machine("d", 50, 5, 5)));
  }

  @AfterEach
  void close() throws IOException {
    if (north != null) {
      north.close();
    }
    south.close();
    proxy.close();
  }

  private static MachineStatus status(ScriptedHouse house) {
    return house.machines.find("d").orElseThrow().status();
  }

  /** Time passes until then. */
  private void until(Callable<Boolean> condition) {
    ScriptedHouse.until(time, STEP, condition);
  }

  private DropResult end(CompletableFuture<DropResult> result) {
    until(result::isDone);
    return result.join();
  }

  /** The bank's time passes for that, not the appliances'. */
  private void awaitTaken() {
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> south.store.owners().owns("d"));
  }

  private static OrderedDrop order(ScriptedHouse house, MemberRecord member, Duration delay) {
    return house.dispatcher.order(
        new DropRequest(
            member, house.machines.find("d").orElseThrow(), 1, delay, Optional.empty(), "test"));
  }

  private OrderedDrop fromSouth() {
    return order(south, bob, Duration.ZERO);
  }

  private long number(OrderedDrop drop) {
    if (!drop.number().isDone()) {
      until(drop.number()::isDone);
    }
    long number = drop.number().join();
    assertThat(number).isPositive();
    return number;
  }

  private ScriptedBoard orderedAt(ScriptedHouse house, long drop) {
    until(() -> house.board("d").order().filter(one -> one.dropId() == drop).isPresent());
    return house.board("d");
  }

  private Balance balance() {
    return south.store.readNow(tx -> south.ledger.balance(tx, bob.account()));
  }

  private List<DropState> states(long drop) {
    return BookedStates.of(south.store, drop);
  }

  private void assertSound() {
    assertThat(BooksVerifier.verify(south.store).join().disagreements()).isEmpty();
  }

  @Test
  void whatIsAskedForElsewhereFallsAndIsPaidOnce() {
    OrderedDrop drop = fromSouth();
    long number = number(drop);
    orderedAt(north, number).answer(new DropOutcome.Dropped());
    DropResult end = end(drop.result());
    assertThat(end.kind()).isEqualTo(Kind.DROPPED);
    assertThat(end.dropId()).isEqualTo(number);
    assertThat(end.available()).isEqualTo(150);
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
    assertSound();
  }

  @Test
  void whatTheBoardRefusesIsRefusedElsewhere() {
    OrderedDrop drop = fromSouth();
    orderedAt(north, number(drop))
        .answer(new DropOutcome.Refused(DropOutcome.Refusal.UNSTATED, "no can fell"));
    DropResult end = end(drop.result());
    assertThat(end.kind()).isEqualTo(Kind.REFUSED);
    assertThat(end.detail()).contains("no can fell");
    assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
  }

  @Test
  void whatWaitsIsCalledOffFromAnywhere() {
    OrderedDrop first = order(north, bob, Duration.ZERO);
    ScriptedBoard board = orderedAt(north, number(first));
    OrderedDrop waiting = fromSouth();
    long number = number(waiting);
    assertThat(states(number)).containsExactly(DropState.QUEUED);
    assertThat(south.dispatcher.cancel(bob, number, "called off").join()).isTrue();
    assertThat(end(waiting.result()).kind()).isEqualTo(Kind.CANCELLED);
    board.answer(new DropOutcome.Dropped());
    assertThat(end(first.result()).kind()).isEqualTo(Kind.DROPPED);
    OrderedDrop next = order(north, bob, Duration.ZERO);
    orderedAt(north, number(next)).answer(new DropOutcome.Dropped());
    end(next.result());
    assertThat(south.dispatcher.cancel(bob, number(next), "too late").join()).isFalse();
    assertThat(balance()).isEqualTo(new Balance(100, 0, 0));
    assertSound();
  }

  @Test
  void aDelayIsCalledOffWhereItIsNotInMemory() {
    OrderedDrop delayed = order(north, bob, Duration.ofMinutes(9));
    number(delayed);
    assertThat(south.dispatcher.cancelDelayed(bob, "called off").join()).isEqualTo(1);
    assertThat(states(number(delayed))).isEqualTo(List.of(DropState.CANCELLED));
    // No time of the appliances passes: neither the delay nor a look at the books is waited for.
    assertThat(delayed.result()).succeedsWithin(ScriptedHouse.PATIENCE);
    assertThat(delayed.result().join().kind()).isEqualTo(Kind.CANCELLED);
    assertThat(north.board("d").order()).isEmpty();
    assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
    assertSound();
  }

  @Test
  void aDelayIsCountedOnceWhereverItIsCalledOff() {
    OrderedDrop first = order(south, bob, Duration.ofMinutes(9));
    number(first);
    north.settle();
    assertThat(south.dispatcher.cancelDelayed(bob, "called off").join()).isEqualTo(1);
    OrderedDrop second = order(south, bob, Duration.ofMinutes(9));
    number(second);
    time.advance(FollowedDrops.LOOK_EVERY);
    CompletableFuture<Integer> off = north.dispatcher.cancelDelayed(bob, "called off");
    until(off::isDone);
    assertThat(off.join()).isEqualTo(1);
    assertThat(end(first.result()).kind()).isEqualTo(Kind.CANCELLED);
    assertThat(end(second.result()).kind()).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void aDelayFromElsewhereIsWaited() {
    OrderedDrop delayed = order(south, bob, Duration.ofMinutes(1));
    long number = number(delayed);
    time.advance(Duration.ofSeconds(30));
    assertThat(north.board("d").order()).isEmpty();
    orderedAt(north, number).answer(new DropOutcome.Dropped());
    assertThat(end(delayed.result()).kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void whoeverTakesAMachineThatWasLeftContinuesWhatWaits() {
    OrderedDrop first = order(north, bob, Duration.ZERO);
    ScriptedBoard board = orderedAt(north, number(first));
    OrderedDrop waiting = fromSouth();
    long number = number(waiting);
    assertThat(states(number)).containsExactly(DropState.QUEUED);
    board.answer(new DropOutcome.Dropped());
    board = orderedAt(north, number);
    OrderedDrop last = fromSouth();
    long lastNumber = number(last);
    north.close();
    north = null;
    awaitTaken();
    south.link("d");
    assertThat(end(waiting.result()).kind()).as("it was sent").isEqualTo(Kind.IN_DOUBT);
    orderedAt(south, lastNumber).answer(new DropOutcome.Dropped());
    assertThat(end(last.result()).kind()).isEqualTo(Kind.DROPPED);
    assertThat(states(number)).endsWith(DropState.IN_DOUBT);
    assertThat(balance()).isEqualTo(new Balance(100, 50, 0));
    assertSound();
  }

  /** Its order has left, and the other one, which has its machine then, has it in doubt. */
  private OrderedDrop sentByOneThatIsCutOff() {
    OrderedDrop sent = order(north, bob, Duration.ZERO);
    long number = number(sent);
    orderedAt(north, number);
    proxy.cut();
    awaitTaken();
    until(() -> isInDoubt(number));
    return sent;
  }

  @Test
  void whoeverIsCutOffIsReplacedAndItsBoardsAnswerCounts() {
    OrderedDrop sent = sentByOneThatIsCutOff();
    long number = number(sent);
    ScriptedBoard board = orderedAt(north, number);
    south.link("d");
    OrderedDrop next = order(south, bob, Duration.ZERO);
    orderedAt(south, number(next)).answer(new DropOutcome.Dropped());
    assertThat(end(next.result()).kind()).isEqualTo(Kind.DROPPED);
    // What the board of the first one has done was not known to the second.
    board.answer(new DropOutcome.Dropped());
    proxy.mend();
    until(() -> balance().equals(new Balance(100, 0, 0)));
    assertThat(states(number)).endsWith(DropState.DROPPED);
    until(() -> !north.store.owners().owns("d") && status(north) == MachineStatus.UP);
    assertSound();
    OrderedDrop now = order(north, bob, Duration.ZERO);
    orderedAt(south, number(now)).answer(new DropOutcome.Dropped());
    assertThat(end(now.result()).kind()).isEqualTo(Kind.DROPPED);
    assertSound();
  }

  @Test
  void whatIsLoggedOfADropIsWhatTheBankHasOfIt() {
    try (CapturedLog activity = CapturedLog.of("io.drinkd.activity", Level.INFO);
        CapturedLog drops = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      OrderedDrop sent = order(north, bob, Duration.ZERO);
      long number = number(sent);
      ScriptedBoard board = orderedAt(north, number);
      proxy.cut();
      awaitTaken();
      board.answer(new DropOutcome.Dropped());
      assertThat(end(sent.result()).kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(activity.lines()).as("nobody knows what the bank will have").isEmpty();
      proxy.mend();
      until(() -> balance().equals(new Balance(150, 0, 0)));
      until(() -> !activity.lines().isEmpty());
      assertThat(activity.lines())
          .singleElement()
          .asString()
          .contains("did=drop", "drop=" + number, "result=dropped");
      assertThat(drops.lines()).as("nothing is to be done").isEmpty();
    }
  }

  /** The order timed out while the bank was away, and then somebody has decided the drop. */
  @Test
  void whatWasDecidedMeanwhileIsNoAlarm() {
    try (CapturedLog activity = CapturedLog.of("io.drinkd.activity", Level.INFO);
        CapturedLog drops = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      OrderedDrop sent = order(north, bob, Duration.ZERO);
      long number = number(sent);
      ScriptedBoard board = orderedAt(north, number);
      proxy.cut();
      awaitTaken();
      board.answer(new DropOutcome.Unknown("no answer"));
      assertThat(end(sent.result()).kind()).isEqualTo(Kind.IN_DOUBT);
      south.inDoubtDrops.resolve(number, InDoubtDrops.Decision.DROPPED, "admin:bob", "seen").join();
      proxy.mend();
      until(() -> !activity.lines().isEmpty());
      assertThat(activity.lines()).singleElement().asString().contains("result=dropped");
      assertThat(drops.lines()).isEmpty();
    }
  }

  /** The can fell, and its end had to wait until the drop was paid back. */
  @Test
  void anAnswerThatComesAfterTheDecisionIsNamedAndNotTriedAgain() {
    try (CapturedLog drops = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      OrderedDrop sent = order(north, bob, Duration.ZERO);
      long number = number(sent);
      ScriptedBoard board = orderedAt(north, number);
      proxy.cut();
      awaitTaken();
      until(() -> isInDoubt(number));
      board.answer(new DropOutcome.Dropped());
      south
          .inDoubtDrops
          .resolve(number, InDoubtDrops.Decision.REFUNDED, "admin:bob", "nothing in the tray")
          .join();
      proxy.mend();
      until(() -> !drops.lines().isEmpty());
      assertThat(drops.lines())
          .containsExactly(
              "drop %1$d: state DROPPED not written: drop %1$d is REFUNDED and cannot be DROPPED"
                  .formatted(number));
      assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
      assertSound();
    }
  }

  /** Who has settled it, and through which door it was asked for. */
  @Test
  void whoeverTakesAMachineOverSaysWhatIsTrueOfItsDrops() {
    OrderedDrop sent = order(north, bob, Duration.ZERO);
    ScriptedBoard board = orderedAt(north, number(sent));
    OrderedDrop waiting = fromSouth();
    long number = number(waiting);
    proxy.cut();
    awaitTaken();
    try (CapturedLog activity = CapturedLog.of("io.drinkd.activity", Level.INFO)) {
      south.link("d");
      orderedAt(south, number).answer(new DropOutcome.Dropped());
      assertThat(end(waiting.result()).kind()).isEqualTo(Kind.DROPPED);
      until(() -> !activity.lines().isEmpty());
      assertThat(activity.lines()).singleElement().asString().contains(" door=test ");
    }
    board.answer(new DropOutcome.Dropped());
    proxy.mend();
    until(() -> balance().equals(new Balance(100, 0, 0)));
    assertThat(DropRecords.find(south.store, number(sent)).join().orElseThrow().steps())
        .extracting(step -> step.state() + " " + step.actor() + ": " + step.reason())
        .containsExactly(
            "IN_DOUBT appliance:south: its appliance lost the machine before the board's answer",
            "DROPPED board: its answer to appliance north: the board made the drop");
  }

  @Test
  void whatWasAskedForElsewhereIsLoggedWithTheNameOfThatAppliance() {
    try (CapturedLog activity = CapturedLog.of("io.drinkd.activity", Level.INFO)) {
      OrderedDrop drop = fromSouth();
      orderedAt(north, number(drop)).answer(new DropOutcome.Dropped());
      assertThat(end(drop.result()).kind()).isEqualTo(Kind.DROPPED);
      until(() -> !activity.lines().isEmpty());
      assertThat(activity.lines()).singleElement().asString().contains(" door=appliance:south ");
    }
  }

  /** As long as the one that sent it is away, and has not begun again, it may know more. */
  @Test
  void whoeverSentADropInDoubtIsNamedWhileItMayBringTheAnswer() {
    OrderedDrop sent = sentByOneThatIsCutOff();
    long number = number(sent);
    ScriptedBoard board = orderedAt(north, number);
    assertThat(absentSender()).contains("north");
    assertThat(DropRecords.find(south.store, number).join().orElseThrow().absentSender())
        .contains("north");
    Part doubts = part(south, "drops in doubt");
    assertThat(doubts.why())
        .contains("appliance \"north\" brings the answer to what it sent if it still runs");
    assertThat(doubts.found().phrase().next().orElseThrow()).startsWith("wait for the appliance");

    proxy.mend();
    until(() -> north.store.away().isEmpty());
    until(() -> absentSender().isEmpty());
    assertThat(part(south, "drops in doubt").found().phrase().next().orElseThrow())
        .startsWith("look into the machine, then: ");
    board.answer(new DropOutcome.Dropped());
    until(() -> balance().equals(new Balance(150, 0, 0)));
    assertThat(DropRecords.find(south.store, number).join().orElseThrow().absentSender()).isEmpty();
  }

  /** What it knew is lost with its memory. */
  @Test
  void whoeverHasBegunAgainBringsNoAnswer() throws IOException {
    long number = number(order(north, bob, Duration.ZERO));
    orderedAt(north, number);
    proxy.cut();
    awaitTaken();
    until(() -> isInDoubt(number));
    assertThat(absentSender()).contains("north");
    north.close();
    north = null;
    proxy.mend();
    house("north", bank).close();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> absentSender().isEmpty());
  }

  private Optional<String> absentSender() {
    List<InDoubtDrops.InDoubtDrop> doubts = south.inDoubtDrops.list().join();
    assertThat(doubts).hasSize(1);
    return doubts.get(0).absentSender();
  }

  private static Part part(ScriptedHouse house, String name) {
    return house.services.health().look().join().parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Neither knows what the other one does meanwhile. */
  @Test
  void whoeverIsCutOffSaysOfNoMachineHowItIs() throws IOException {
    try (ScriptedHouse east =
        ScriptedHouse.inBank(proxy.address(), folder, time, "east", List.of())) {
      until(() -> east.machines.find("d").isPresent() && status(east) == MachineStatus.UP);
      proxy.cut();
      awaitTaken();
      until(() -> status(east) == MachineStatus.DOWN);
      Machine foreign = east.machines.find("d").orElseThrow();
      assertThat(foreign.statusReason())
          .isEqualTo("not known while the bank is away; appliance \"north\" had it last");
      assertThat(east.services.catalog().appliance(foreign)).isEmpty();
      assertThat(part(east, "machine d").found().phrase().next())
          .contains("comes back with the bank");

      until(() -> part(north, "machine d").why().startsWith("closed while the bank is away"));
      assertThat(part(north, "machine d").found().phrase().next())
          .contains("comes back with the bank");
      Machine own = north.machines.find("d").orElseThrow();
      assertThat(north.services.catalog().appliance(own)).as("it may be another's").isEmpty();

      proxy.mend();
      until(() -> east.services.catalog().appliance(foreign).equals(Optional.of("south")));
      until(() -> north.services.catalog().appliance(own).equals(Optional.of("south")));
    }
  }

  /** A board that takes one link only may still have that of an appliance that is frozen. */
  @Test
  void whoeverHasNotLeftAMachineIsNamedUntilItsBoardIsLinked() throws IOException {
    proxy.cut();
    awaitTaken();
    until(() -> south.machines.find("d").orElseThrow().isDriven());
    Awaitility.await()
        .atMost(ScriptedHouse.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              south.board("d").reportState(BoardState.DOWN, "no greeting");
              assertThat(part(south, "machine d").why())
                  .isEqualTo(
                      "no greeting; appliance \"north\", which had the machine before, may still"
                          + " have the board's only link");
            });
    assertThat(part(south, "machine d").found().phrase().next().orElseThrow())
        .contains("end the appliance that had the machine before");
    try (ScriptedHouse east = ScriptedHouse.inBank(bank, folder, time, "east", List.of())) {
      until(() -> east.machines.find("d").isPresent());
      until(() -> part(east, "machine d").why().contains("may still have the board's only link"));
      assertThat(part(east, "machine d").found().phrase().next().orElseThrow())
          .contains("end the appliance that had the machine before");
    }
    south.board("d").reportState(BoardState.UP);
    until(() -> status(south) == MachineStatus.UP);
    south.board("d").reportState(BoardState.DOWN, "no greeting");
    assertThat(part(south, "machine d").why()).isEqualTo("no greeting");
  }

  /** Who has asked at an appliance whose bank stands still is not kept waiting for ever. */
  @Test
  void whatIsFollowedIsInDoubtOnceTheBankStandsStillForTooLong() throws IOException {
    try (ScriptedHouse east =
        ScriptedHouse.inBank(proxy.address(), folder, time, "east", List.of())) {
      until(() -> east.machines.find("d").isPresent() && status(east) == MachineStatus.UP);
      OrderedDrop followed = order(east, bob, Duration.ZERO);
      orderedAt(north, number(followed));
      proxy.freeze();
      DropResult end = end(followed.result());
      assertThat(end.kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(end.detail()).isEqualTo("the bank cannot be asked what becomes of it");
      proxy.thaw();
    }
  }

  private boolean isInDoubt(long number) {
    List<DropState> states = states(number);
    return states.get(states.size() - 1) == DropState.IN_DOUBT;
  }

  @Test
  void whileTheBoardIsAwayNothingIsHeld() {
    north.board("d").reportState(BoardState.DOWN);
    until(() -> status(south) == MachineStatus.DOWN);
    DropResult end = end(fromSouth().result());
    assertThat(end.kind()).isEqualTo(Kind.OFFLINE);
    assertThat(end.dropId()).isZero();
    Throwable refused =
        Assertions.catchThrowable(
            () -> south.dispatcher.requireReachable(south.machines.find("d").orElseThrow(), bob));
    assertThat(((RefusedException) refused).refusal()).isEqualTo(Refusal.BOARD_AWAY);
  }

  @Test
  void aMachineWithoutAFileIsShownAndUsedByWhatItsOwnerSays() throws IOException {
    try (ScriptedHouse east = ScriptedHouse.inBank(bank, folder, time, "east", List.of())) {
      until(() -> east.machines.find("d").isPresent() && status(east) == MachineStatus.UP);
      Machine shown = east.machines.find("d").orElseThrow();
      assertThat(shown.name()).isEqualTo("Machine d");
      assertThat(shown.location()).isEqualTo("North stairwell");
      assertThat(shown.slots()).isEqualTo(north.machines.find("d").orElseThrow().slots());
      OrderedDrop drop = order(east, bob, Duration.ZERO);
      orderedAt(north, number(drop)).answer(new DropOutcome.Dropped());
      assertThat(end(drop.result()).kind()).isEqualTo(Kind.DROPPED);
      until(() -> shown.slot(1).orElseThrow().available() == 4);
      assertThat(east.store.owners().owns("d")).isFalse();
      proxy.cut();
      awaitTaken();
      assertThat(east.store.owners().owns("d")).as("it has no file for it").isFalse();
    }
    assertSound();
  }

  @Test
  void moreThanMayWaitIsRefusedElsewhereToo() {
    number(order(north, bob, Duration.ZERO));
    for (int waiting = 0; waiting < ScriptedHouse.QUEUE; waiting++) {
      number(fromSouth());
    }
    MemberRecord alice = south.member("alice", 100);
    DropResult end = end(order(south, alice, Duration.ZERO).result());
    assertThat(end.kind()).isEqualTo(Kind.BUSY);
    assertThat(end.dropId()).isZero();
  }
}
