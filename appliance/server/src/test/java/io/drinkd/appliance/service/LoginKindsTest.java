package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.SignInHouse.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.failure.Refusal;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be done depends on what somebody has logged in by. */
class LoginKindsTest {

  private static final OutsideIdentity SOMEBODY = new OutsideIdentity("https://one.example", "1");

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

  private long token(Caller caller) {
    return house
        .services()
        .tokens()
        .make(caller.member(), new Label("laptop"), Scope.MEMBER, 1)
        .join()
        .token()
        .id();
  }

  private Caller byTokenOf(String name) {
    Member member = house.byPassword(name).member();
    return house.byToken(
        house
            .services()
            .tokens()
            .make(member, new Label("laptop"), Scope.MEMBER, 1)
            .join()
            .secret());
  }

  private void assertMakesNoLogin(Caller caller) {
    Memberships memberships = house.services().memberships();
    assertRefused(() -> token(caller), Refusal.FORBIDDEN);
    assertRefused(
        () -> memberships.changePassword(caller.member(), "a new one").join(), Refusal.FORBIDDEN);
    assertRefused(
        () -> house.services().identities().bind(caller.member(), SOMEBODY).join(),
        Refusal.FORBIDDEN);
    assertRefused(() -> house.services().webSessions().begin(caller), Refusal.FORBIDDEN);
    assertThat(house.byPassword("bob").isLoggedIn()).as("the password is what it was").isTrue();
  }

  @Test
  void aCardSpendsAndLooksAndNoMore() {
    Caller card = house.byIbutton("b0b0");
    house.assertMayBuy(card, "d");
    Accounts accounts = house.services().accounts();
    accounts
        .give(card.member(), house.alice, new Amount(5), Optional.empty(), Optional.empty())
        .join();
    assertThat(accounts.balance(card.viewer()).available()).isEqualTo(95);

    assertMakesNoLogin(card);
    long token = token(house.byPassword("bob"));
    assertRefused(
        () -> house.services().tokens().end(card.member(), token).join(), Refusal.FORBIDDEN);
    assertRefused(
        () -> house.services().webSessions().endAll(card.member()).join(), Refusal.FORBIDDEN);
    assertRefused(
        () -> house.services().memberships().setPublic(card.member(), true).join(),
        Refusal.FORBIDDEN);
    assertRefused(
        () -> house.services().identities().unbind(card, SignInHouse.PASSWORD, "x").join(),
        Refusal.FORBIDDEN);
  }

  @Test
  void whoeverShowsThePasswordTooMaySetItButNotWithACard() {
    Memberships memberships = house.services().memberships();
    assertRefused(
        () ->
            memberships
                .changePassword(house.byIbutton("b0b0"), SignInHouse.PASSWORD, "a new one")
                .join(),
        Refusal.FORBIDDEN);
    Caller token = byTokenOf("bob");
    assertRefused(
        () -> memberships.changePassword(token, "a wrong one", "a new one").join(),
        Refusal.WRONG_PASSWORD);
    memberships.changePassword(token, SignInHouse.PASSWORD, "a new one").join();
  }

  @Test
  void aCardIsNeverAnAdmins() {
    Caller card = house.byIbutton("a11ce");

    assertThat(card.member().record()).isEqualTo(house.alice);
    assertRefused(card::admin, Refusal.FORBIDDEN);
    assertThat(card.asAdmin()).isEmpty();
  }

  @Test
  void aTokenMakesNoLogin() {
    assertMakesNoLogin(byTokenOf("bob"));
  }

  @Test
  void anAdminsTokenMakesNoLoginForOthers() {
    Admin admin = byTokenOf("alice").admin();

    assertRefused(
        () -> house.services().memberships().changePassword(admin, house.bob, "a new one").join(),
        Refusal.FORBIDDEN);
    assertRefused(
        () -> house.services().identities().bind(admin, house.bob, SOMEBODY).join(),
        Refusal.FORBIDDEN);
    Admin byPassword = house.byPassword("alice").admin();
    house.services().memberships().changePassword(byPassword, house.bob, "a new one").join();
  }
}
