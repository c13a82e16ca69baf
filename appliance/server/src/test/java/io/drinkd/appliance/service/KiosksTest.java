package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.SignInHouse.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.credential.KioskStore;
import io.drinkd.appliance.credential.KioskStore.Made;
import io.drinkd.appliance.credential.KioskStore.Paired;
import io.drinkd.appliance.credential.WebSessionStore;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.service.WebSessions.Begun;
import io.drinkd.appliance.store.StageFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices at which cards log in, for drinks of one machine and nothing else. */
class KiosksTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;

  @TempDir Path data;
  private SignInHouse house;

  @BeforeEach
  void open() {
    house = new SignInHouse(data);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Kiosks kiosks() {
    return house.services().kiosks();
  }

  private Made make() {
    return kiosks().make(ADMIN, "d", new Label("by the door")).join();
  }

  private Paired pair(String code) {
    return kiosks().pair(house.nobody(), code).join();
  }

  private Kiosk paired() {
    return kiosks().find(pair(make().code()).secret()).join().orElseThrow();
  }

  private Caller logIn(Kiosk kiosk, String card) {
    Begun begun = kiosks().logIn(house.nobody(), kiosk, card).join();
    assertThat(house.bySession(begun.secret()).isLoggedIn()).as("elsewhere").isFalse();
    return house.services().logins().byKioskSession(house.nobody(), begun.secret()).join();
  }

  @Test
  void itsCodePairsOneDevice() {
    Made made = make();
    assertThat(made.kiosk().pairedAt()).isEmpty();
    assertRefused(() -> pair("AAAAAAAA"), Refusal.WRONG_LOGIN);
    String typed = made.code().substring(0, 4) + " - " + made.code().substring(4);

    Paired paired = pair(typed.toLowerCase(Locale.ROOT));
    assertThat(kiosks().find(paired.secret()).join().orElseThrow().record().machine())
        .isEqualTo("d");
    assertRefused(() -> pair(made.code()), Refusal.WRONG_LOGIN);
    assertThat(kiosks().find(made.code()).join()).isEmpty();
    house.restart();
    assertThat(kiosks().find(paired.secret()).join()).isPresent();
    assertThat(house.onDisk("SELECT length(hash) FROM kiosk WHERE code_hash IS NULL"))
        .isEqualTo(64);
  }

  @Test
  void aCodeThatNobodyTypesIsGoodForNothing() {
    Made made = make();
    house.time.advance(KioskStore.CODE_LIFE);

    assertRefused(() -> pair(made.code()), Refusal.WRONG_LOGIN);
    Made next = make();
    assertThat(kiosks().list(ADMIN).join()).containsExactly(next.kiosk());
    assertRefused(() -> kiosks().make(ADMIN, "x", new Label("nowhere")), Refusal.NO_SUCH_MACHINE);
  }

  @Test
  void aCardBuysThereForAMinuteAndDoesNothingElse() {
    Caller bob = logIn(paired(), "b0b0");

    house.assertMayBuy(bob, "d");
    assertThat(house.services().accounts().balance(bob.buyer()).available()).isEqualTo(100);
    assertRefused(() -> house.buy(bob, "ld"), Refusal.FORBIDDEN);
    assertRefused(bob::viewer, Refusal.FORBIDDEN);
    assertRefused(bob::member, Refusal.FORBIDDEN);
    assertRefused(() -> house.services().webSessions().begin(bob), Refusal.FORBIDDEN);
    assertRefused(logIn(paired(), "a11ce")::admin, Refusal.FORBIDDEN);
    house.time.advance(WebSessionStore.KIOSK_LIFE.minusMillis(1));
    assertThat(bob.isOver()).isFalse();
    house.time.advance(Duration.ofMillis(1));
    assertRefused(bob::buyer, Refusal.NOT_LOGGED_IN);
  }

  @Test
  void whoeverIsAtItLogsOutAndAWrongCardIsNobodys() {
    Kiosk kiosk = paired();
    Caller bob = logIn(kiosk, "b0b0");
    house.services().webSessions().end(bob).join();
    assertThat(bob.isOver()).isTrue();

    assertRefused(() -> kiosks().logIn(house.nobody(), kiosk, "ffff").join(), Refusal.WRONG_LOGIN);
  }

  @Test
  void wrongCodesAndCardsAreSlowedDownAsWrongPasswordsAreAndWithThem() throws Exception {
    Kiosk kiosk = paired();
    logIn(kiosk, "b0b0");
    Made made = make();
    assertRefused(() -> pair("AAAAAAAA"), Refusal.WRONG_LOGIN);
    assertRefused(() -> kiosks().logIn(house.nobody(), kiosk, "ffff").join(), Refusal.WRONG_LOGIN);
    LoginOrigin here = house.nobody().origin();
    Caller nobody = house.services().logins().anybody("test", here);
    assertRefused(
        () -> house.services().logins().byPassword(nobody, "eve", "typo").join(),
        Refusal.WRONG_LOGIN);

    Caller gone = gone(here.address());
    assertHeldUp(kiosks().pair(gone, made.code()));
    assertHeldUp(kiosks().logIn(gone, kiosk, "a11ce"));
    assertHeldUp(house.services().logins().byPassword(gone, "alice", SignInHouse.PASSWORD));
    Caller there = waits(here.address());
    assertThat(kiosks().logIn(there, kiosk, "b0b0").join()).as("known here").isNotNull();
    assertThat(kiosks().logIn(waits(address(1)), kiosk, "a11ce").join())
        .as("elsewhere")
        .isNotNull();
    house.time.advance(Duration.ofSeconds(1));
    assertThat(kiosks().pair(there, made.code()).join()).isNotNull();
    assertThat(kiosks().logIn(there, kiosk, "a11ce").join()).isNotNull();
  }

  @Test
  void wrongCardsAreHeldAgainstTheirKioskWhereverItsSecretIsShown() throws Exception {
    Kiosk kiosk = paired();
    Kiosk other = paired();
    for (int i = 1; i <= 3; i++) {
      Caller stranger = waits(address(i));
      assertRefused(() -> kiosks().logIn(stranger, kiosk, "ffff").join(), Refusal.WRONG_LOGIN);
    }

    assertThat(kiosks().logIn(waits(address(4)), other, "a11ce").join()).isNotNull();
    assertHeldUp(kiosks().logIn(gone(address(5)), kiosk, "a11ce"));
    house.time.advance(Duration.ofSeconds(1));
    assertThat(kiosks().logIn(waits(address(5)), kiosk, "a11ce").join()).isNotNull();
  }

  /** Somebody who has left already: whatever has to wait is given up at once. */
  private Caller gone(InetAddress address) {
    return at(address, CompletableFuture.completedFuture(null));
  }

  /** Somebody who is there until the answer: others' attempts may end before this one begins. */
  private Caller waits(InetAddress address) {
    return at(address, new CompletableFuture<>());
  }

  private Caller at(InetAddress address, CompletableFuture<Void> left) {
    LoginOrigin origin = LoginOrigin.ofRequest(address, left);
    return house.services().logins().anybody("test", origin);
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
  }

  private static void assertHeldUp(CompletableFuture<?> attempt) {
    assertThat(attempt.handle((done, failure) -> StageFailure.cause(failure)).join())
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void removedItKnowsNobody() {
    Made made = make();
    Paired paired = pair(made.code());
    Kiosk kiosk = kiosks().find(paired.secret()).join().orElseThrow();
    Caller bob = logIn(kiosk, "b0b0");

    kiosks().remove(ADMIN, made.kiosk().id()).join();
    assertRefused(bob::buyer, Refusal.NOT_LOGGED_IN);
    assertThat(kiosks().find(paired.secret()).join()).isEmpty();
    assertThat(kiosks().list(ADMIN).join()).isEmpty();
    assertRefused(
        () -> kiosks().logIn(house.nobody(), kiosk, "b0b0").join(), Refusal.NO_SUCH_KIOSK);
    assertRefused(() -> kiosks().remove(ADMIN, made.kiosk().id()).join(), Refusal.NO_SUCH_KIOSK);
    assertThat(make().kiosk().id()).as("no number twice").isGreaterThan(made.kiosk().id());
  }

  @Test
  void itsSecretNamesNoMemberAndItsMachineNeedNotStay() {
    Paired paired = pair(make().code());
    assertThat(house.bySession(paired.secret()).isLoggedIn()).isFalse();
    assertRefused(() -> house.byToken(paired.secret()), Refusal.WRONG_LOGIN);
    assertThat(kiosks().find("").join()).isEqualTo(Optional.empty());
    assertThat(house.services().drops().list(ADMIN, Filter.ALL, OptionalLong.empty(), 1).join())
        .isEmpty();
  }
}
