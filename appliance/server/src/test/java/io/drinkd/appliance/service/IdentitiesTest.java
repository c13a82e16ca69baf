package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.SignInHouse.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.credential.IdentityStore.Bond;
import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.member.MemberRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who somebody is whom a provider of logins vouches for. */
class IdentitiesTest {

  private static final String ISSUER = "https://login.example";
  private static final OutsideIdentity ONE = new OutsideIdentity(ISSUER, "1");
  private static final OutsideIdentity TWO = new OutsideIdentity(ISSUER, "2");
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

  private Identities identities() {
    return house.services().identities();
  }

  private Optional<Caller> logIn(OutsideIdentity identity) {
    return logIn(identity, Optional.empty());
  }

  private Optional<Caller> logIn(OutsideIdentity identity, Optional<Boolean> admin) {
    return house.services().logins().byIdentity(house.nobody(), identity, admin).join();
  }

  @Test
  void aMemberIsBoundOnce() {
    Caller bob = house.byPassword("bob");
    assertThat(logIn(ONE)).isEmpty();
    identities().bind(bob.member(), ONE).join();

    assertThat(logIn(ONE).orElseThrow().member().record()).isEqualTo(house.bob);
    assertThat(logIn(new OutsideIdentity("https://other.example", "1"))).isEmpty();
    assertRefused(() -> identities().bind(bob.member(), TWO).join(), Refusal.IDENTITY_TAKEN);
    assertRefused(() -> identities().bind(ADMIN, house.alice, ONE).join(), Refusal.IDENTITY_TAKEN);
    identities().bind(ADMIN, house.alice, TWO).join();
    Instant now = house.time.clock().instant();
    assertThat(identities().list(bob.member()).join()).containsExactly(new Bond(ONE, now));
    assertThat(identities().list(ADMIN, house.alice).join()).containsExactly(new Bond(TWO, now));
  }

  @Test
  void anAdminUnbindsAndAnotherNameDoesNot() {
    identities().bind(ADMIN, house.bob, ONE).join();
    house.services().memberships().rename(ADMIN, house.bob, "robert").join();
    assertThat(logIn(ONE).orElseThrow().member().record().name()).isEqualTo("robert");

    identities().unbind(ADMIN, house.bob, ISSUER).join();
    assertThat(logIn(ONE)).isEmpty();
    identities().bind(ADMIN, house.bob, TWO).join();
  }

  @Test
  void whoeverWasBoundHasNoSessionAfterIt() {
    house.services().memberships().changePassword(ADMIN, house.bob, "bob's own").join();
    identities().bind(ADMIN, house.bob, ONE).join();
    WebSessions sessions = house.services().webSessions();
    Caller another = sessions.begin(logIn(ONE).orElseThrow()).join().caller();
    Caller own = sessions.begin(logIn(ONE).orElseThrow()).join().caller();

    assertRefused(() -> identities().unbind(own, "wrong", ISSUER).join(), Refusal.WRONG_PASSWORD);
    assertThat(logIn(ONE)).isPresent();
    identities().unbind(own, "bob's own", ISSUER).join();

    assertThat(logIn(ONE)).isEmpty();
    assertRefused(another::viewer, Refusal.NOT_LOGGED_IN);
    assertThat(own.viewer().record().name()).isEqualTo("bob");

    identities().bind(ADMIN, house.bob, ONE).join();
    identities().unbind(ADMIN, house.bob, ISSUER).join();
    assertRefused(own::viewer, Refusal.NOT_LOGGED_IN);
  }

  @Test
  void aProgramBindsNobody() {
    String token =
        house
            .services()
            .tokens()
            .make(house.byPassword("bob").member(), new Label("laptop"), Scope.MEMBER, 1)
            .join()
            .secret();
    assertRefused(() -> identities().bind(house.byToken(token).member(), ONE), Refusal.FORBIDDEN);
  }

  @Test
  void whoeverLeavesIsKnownNoMoreAndAMergeBringsAlong() {
    MemberRecord carol = house.add("carol", false, "ca201");
    identities().bind(ADMIN, carol, ONE).join();
    Caller before = logIn(ONE).orElseThrow();
    house.services().memberships().merge(ADMIN, carol, house.bob).join();
    assertRefused(before::viewer, Refusal.NOT_LOGGED_IN);
    assertThat(logIn(ONE).orElseThrow().member().record()).isEqualTo(house.bob);

    house.services().memberships().closeToTreasury(ADMIN, house.bob).join();
    assertThat(logIn(ONE)).isEmpty();
  }

  @Test
  void theProviderMaySayWhoIsAnAdmin() {
    identities().bind(ADMIN, house.bob, ONE).join();
    assertThat(logIn(ONE, Optional.of(true)).orElseThrow().admin().actor()).isEqualTo("admin:bob");
    Caller bob = logIn(ONE).orElseThrow();
    assertThat(bob.admin().actor()).isEqualTo("admin:bob");

    logIn(ONE, Optional.of(false));
    assertRefused(bob::admin, Refusal.FORBIDDEN);
  }

  @Test
  void aPasswordThatChangesEndsItsLoginsAndNotTheBond() {
    identities().bind(ADMIN, house.bob, ONE).join();
    Caller before = logIn(ONE).orElseThrow();
    house.services().memberships().changePassword(ADMIN, house.bob, "another").join();

    assertRefused(before::viewer, Refusal.NOT_LOGGED_IN);
    assertThat(logIn(ONE)).isPresent();
  }
}
