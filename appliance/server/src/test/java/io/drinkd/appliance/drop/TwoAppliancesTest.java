package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.credential.TokenStore.Made;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Transfer;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Events;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances with the same books: what is known at one of them is known at the other. */
@Tag(TestBooks.BANK_ONLY)
class TwoAppliancesTest {

  private static final Duration PATIENCE = ScriptedHouse.PATIENCE;
  private static final LoginOrigin HERE = new LoginOrigin(InetAddress.getLoopbackAddress(), false);

  @TempDir Path folder;
  private final ManualTimers time = new ManualTimers();
  private BankAddress bank;
  private ScriptedHouse one;

  /** Has the same machine, of which it is not the owner. */
  private Services other;

  @BeforeEach
  void open() throws IOException {
    bank = TestBanks.createPatient();
    Path ofOne = Files.createDirectory(folder.resolve("one"));
    Path ofOther = Files.createDirectory(folder.resolve("other"));
    TestBooks.keepIn(bank, ofOne);
    TestBooks.keepIn(bank, ofOther);
    one = new ScriptedHouse(ofOne, time, "one", List.of(ScriptedHouse.machine("d", 50, 6)));
    other = named("other", ofOther);
  }

  private Services named(String name, Path data) {
    return TestHouses.open(
        data,
        TestSettings.named(name, TestSettings.with(List.of(ScriptedHouse.machine("d", 50, 6)))),
        time);
  }

  @AfterEach
  void close() {
    other.close();
    one.close();
  }

  private MemberRecord member(String name, long credits, String card) {
    MemberRecord member =
        one.members
            .add(
                new NewMember(
                    name, Optional.of("password of " + name), false, credits, List.of(card)),
                "test")
            .join();
    await().atMost(PATIENCE).until(() -> other.foundation().members().find(name).isPresent());
    return member;
  }

  private Caller logIn(Services services, String name) {
    Caller nobody = services.logins().anybody("test", HERE);
    return services.logins().byPassword(nobody, name, "password of " + name).join();
  }

  private void drop(MemberRecord member) {
    CompletableFuture<DropResult> result = one.dispatcher.drop(one.request(member, "d", 1));
    await().atMost(PATIENCE).until(() -> one.board("d").order().isPresent());
    one.board("d").answer(new DropOutcome.Dropped());
    assertThat(result.join().kind()).isEqualTo(DropResult.Kind.DROPPED);
  }

  private static List<NumberedEvent> heard(Services services, Caller caller, long place) {
    List<NumberedEvent> heard = new ArrayList<>();
    Events.Piece piece = services.events().after(caller, place, 3);
    while (!piece.visible().isEmpty() || piece.place() > place) {
      heard.addAll(piece.visible());
      place = piece.place();
      piece = services.events().after(caller, place, 3);
    }
    return heard;
  }

  private Balance atOther(MemberRecord member) {
    return other.foundation().ledger().balance(member.account());
  }

  @Test
  void eventsHaveOneOrderAtEach() {
    long begin = Math.max(one.services.events().last(), other.events().last());
    MemberRecord bob = member("bob", 500, "b0b0");
    Caller atOne = logIn(one.services, "bob");
    Caller atOther = logIn(other, "bob");
    drop(bob);
    long place = one.services.events().last();
    other
        .foundation()
        .store()
        .writeNow(
            tx -> {
              other
                  .foundation()
                  .ledger()
                  .move(tx, Transfer.of(Transfer.Kind.GRANT, 2, bob.account(), 7), "test", "more");
              return null;
            });
    drop(bob);
    one.settle();

    List<NumberedEvent> heard = heard(one.services, atOne, begin);
    await().atMost(PATIENCE).until(() -> other.events().last() >= one.services.events().last());
    assertThat(heard(other, atOther, begin)).isEqualTo(heard);
    assertThat(heard).extracting(NumberedEvent::number).isSorted().doesNotHaveDuplicates();
    assertThat(heard)
        .extracting(NumberedEvent::event)
        .filteredOn(event -> !(event instanceof Event.MachineChanged))
        .containsExactly(
            new Event.CreditsChanged(bob.id(), 500),
            new Event.CreditsChanged(bob.id(), 450),
            new Event.DropMoved(bob.id(), 1, "queued"),
            new Event.DropMoved(bob.id(), 1, "sent"),
            new Event.StockChanged("d", 1),
            new Event.DropMoved(bob.id(), 1, "dropped"),
            new Event.CreditsChanged(bob.id(), 457),
            new Event.CreditsChanged(bob.id(), 407),
            new Event.DropMoved(bob.id(), 2, "queued"),
            new Event.DropMoved(bob.id(), 2, "sent"),
            new Event.StockChanged("d", 1),
            new Event.DropMoved(bob.id(), 2, "dropped"));
    // Whoever continues at the other one misses nothing, and gets nothing twice.
    assertThat(other.events().reaches(place)).isTrue();
    assertThat(heard(other, atOther, place))
        .isEqualTo(heard.stream().filter(event -> event.number() > place).toList());
    Caller stranger = other.logins().anybody("test", HERE);
    assertThat(heard(other, stranger, begin))
        .extracting(NumberedEvent::event)
        .noneMatch(event -> event.member().isPresent());
  }

  @Test
  void anApplianceThatStartsLaterHasTheSameEvents() throws IOException {
    long begin = Math.max(one.services.events().last(), other.events().last());
    MemberRecord bob = member("bob", 500, "b0b0");
    for (int i = 0; i < 5; i++) {
      drop(bob);
    }
    one.settle();
    Path ofLater = Files.createDirectory(folder.resolve("later"));
    TestBooks.keepIn(bank, ofLater);
    try (Services later = named("later", ofLater)) {
      drop(member("carol", 500, "c0c0"));
      one.settle();
      await().atMost(PATIENCE).until(() -> later.events().last() == one.services.events().last());
      List<NumberedEvent> heard = heard(one.services, logIn(one.services, "bob"), begin);
      assertThat(heard(later, logIn(later, "bob"), begin)).isEqualTo(heard).hasSize(27);
      assertThat(heard)
          .extracting(NumberedEvent::event)
          .contains(
              new Event.SlotChanged("d", 1, "empty"), new Event.CreditsChanged(bob.id(), 250));
    }
  }

  @Test
  void creditsAndStockAreTheSameAtEach() {
    MemberRecord bob = member("bob", 500, "b0b0");
    assertThat(atOther(bob)).isEqualTo(new Balance(500, 0, 0));
    drop(bob);
    await().atMost(PATIENCE).until(() -> atOther(bob).equals(new Balance(450, 0, 0)));
    await()
        .atMost(PATIENCE)
        .until(() -> other.catalog().machine("d").slot(1).orElseThrow().available() == 5);
    one.machines
        .edit(
            one.machines.find("d").orElseThrow(),
            1,
            slot -> new SlotEdit("Tea", 30, 9, slot.dropped(), false),
            "test")
        .join();
    await()
        .atMost(PATIENCE)
        .until(() -> other.catalog().machine("d").slot(1).orElseThrow().item().equals("Tea"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(other.catalog().machine("d").slots())
                    .isEqualTo(one.services.catalog().machine("d").slots()));
  }

  @Test
  void serviceIsTheSameAtEach() {
    other
        .foundation()
        .machines()
        .takeOutOfService(
            other.foundation().machines().find("d").orElseThrow(), "being \"cleaned\"\t", "test")
        .join();
    await()
        .atMost(PATIENCE)
        .until(() -> one.services.catalog().machine("d").outOfService().isPresent());
    assertThat(one.services.catalog().machine("d").outOfService())
        .isEqualTo(other.catalog().machine("d").outOfService());
    one.machines.putBackIntoService(one.machines.find("d").orElseThrow(), "test").join();
    await().atMost(PATIENCE).until(() -> other.catalog().machine("d").outOfService().isEmpty());
  }

  @Test
  void whoIsAMemberIsTheSameAtEach() {
    MemberRecord bob = member("bob", 0, "b0b0");
    MemberRecord eve = member("eve", 0, "e0e0");
    Caller atOther = logIn(other, "eve");
    assertThat(atOther.viewer()).isNotNull();
    one.members.edit(bob, MemberEdit.admin(true), "test").join();
    one.members.rename(bob, "Robert", "test").join();
    one.members.setPublic(bob, true).join();
    one.members.departures().close(eve, "test").join();
    await().atMost(PATIENCE).until(() -> other.foundation().members().find("eve").isEmpty());
    assertThat(other.foundation().members().all()).isEqualTo(one.members.all());
    assertThat(other.foundation().members().find("bob")).isEmpty();
    assertThat(atOther.isOver()).isTrue();
  }

  @Test
  void loginsThatEndAtOneEndAtTheOther() {
    MemberRecord bob = member("bob", 0, "b0b0");
    Caller atOne = logIn(one.services, "bob");
    Caller byPassword = logIn(other, "bob");
    String session = one.services.webSessions().begin(atOne).join().secret();
    Made made =
        one.services
            .tokens()
            .make(logIn(one.services, "bob").member(), new Label("mine"), Scope.MEMBER, 1)
            .join();
    Caller nobody = other.logins().anybody("test", HERE);
    Caller bySession = other.logins().bySession(nobody, session).join();
    Caller byToken = other.logins().byToken(nobody, made.secret()).join();
    assertThat(List.of(byPassword, bySession, byToken)).noneMatch(Caller::isOver);

    one.services.tokens().end(atOne.member(), made.token().id()).join();
    await().atMost(PATIENCE).until(byToken::isOver);
    assertThat(other.logins().byToken(nobody, made.secret())).failsWithin(PATIENCE);
    one.services.webSessions().endAll(atOne.member()).join();
    await().atMost(PATIENCE).until(bySession::isOver);
    assertThat(byPassword.isOver()).isFalse();
    one.members.changePassword(bob, "another one", Optional.empty(), "test").join();
    await().atMost(PATIENCE).until(byPassword::isOver);
  }

  @Test
  void whatABoardReportsIsHeardAtEachOnceASecondAtMost() {
    Caller nobody = other.logins().anybody("test", HERE);
    long place = Math.max(one.services.events().last(), other.events().last());
    for (int i = 1; i <= 20; i++) {
      one.board("d").listener().temperatureMeasured("", i);
    }
    awaitLast(nobody, place, new Event.TemperatureMeasured("d", "", 20));
    assertThat(heard(other, nobody, place)).as("the first, and the newest").hasSizeBetween(1, 3);
    assertThat(heard(one.services, nobody, place)).isEqualTo(heard(other, nobody, place));
    one.board("d").reportState(BoardState.DOWN);
    awaitLast(nobody, place, new Event.MachineChanged("d", "down"));
  }

  private void awaitLast(Caller caller, long place, Event event) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              time.advance(Duration.ofSeconds(1));
              assertThat(heard(other, caller, place))
                  .extracting(NumberedEvent::event)
                  .endsWith(event);
            });
  }

  @Test
  void aRefusalIsOnlyLateAndNeverWrong() {
    MemberRecord bob = member("bob", 50, "b0b0");
    drop(bob);
    // Whatever the memory of the other one says by now, the books decide.
    Throwable refused =
        Assertions.catchThrowable(
            () ->
                other
                    .foundation()
                    .store()
                    .writeNow(
                        tx -> {
                          other.foundation().ledger().hold(tx, bob.account(), 50);
                          return null;
                        }));
    assertThat(refused).isInstanceOf(RefusedException.class);
  }
}
