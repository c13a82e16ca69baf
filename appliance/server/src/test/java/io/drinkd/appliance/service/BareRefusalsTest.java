package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operation's future fails with needs no unwrapping and no translation. */
class BareRefusalsTest {

  private static final Admin OPERATOR = TestClaims.OPERATOR;
  private static final LoginOrigin ORIGIN =
      new LoginOrigin(InetAddress.getLoopbackAddress(), false);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private Services services;
  private MemberRecord bob;
  private MemberRecord alice;

  @BeforeEach
  void open() {
    MemberSettings settings = TestSettings.members(new LoginLimits(2, PAUSE, PAUSE));
    services = TestHouses.openBooks(data, settings, time);
    bob = add("bob", false, "0123");
    alice = add("alice", true, "4567");
  }

  @AfterEach
  void close() {
    services.close();
  }

  private MemberRecord add(String name, boolean admin, String ibutton) {
    NewMember wanted = new NewMember(name, Optional.empty(), admin, 0, List.of(ibutton));
    return services.memberships().add(OPERATOR, wanted).join();
  }

  private static Throwable failure(CompletableFuture<?> answer) {
    return answer.handle((found, failure) -> failure).join();
  }

  private static void assertRefused(CompletableFuture<?> answer, Refusal refusal) {
    assertThat(failure(answer))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }

  private CompletableFuture<Caller> login(String ibutton) {
    Caller nobody = services.logins().anybody("test", ORIGIN);
    return services.logins().byIbutton(nobody, ibutton);
  }

  @Test
  void whatTheBooksRefuse() {
    assertRefused(services.memberships().close(OPERATOR, alice), Refusal.LAST_ADMIN);
    assertRefused(
        services
            .memberships()
            .add(OPERATOR, new NewMember("eve", Optional.empty(), false, 0, List.of("0123"))),
        Refusal.IBUTTON_TAKEN);
    assertRefused(
        services
            .accounts()
            .give(TestClaims.member(bob), alice, new Amount(5), Optional.empty(), Optional.empty()),
        Refusal.POOR);
    assertRefused(
        services.drops().resolve(OPERATOR, 7, Decision.REFUNDED, new Remark("x")),
        Refusal.NO_SUCH_DROP);
  }

  @Test
  void whatLoginsAreRefusedFor() {
    assertRefused(login("89ab"), Refusal.WRONG_LOGIN);
    Caller nobody = services.logins().anybody("test", ORIGIN);
    assertRefused(services.logins().byPassword(nobody, "eve", "x"), Refusal.WRONG_LOGIN);
  }

  @Test
  void loginsThatCannotBeCheckedAreLogged() {
    services.foundation().members().close();
    Caller nobody = services.logins().anybody("test", ORIGIN);
    try (CapturedLog log = CapturedLog.of(Logins.class.getName(), Level.WARN)) {
      assertRefused(services.logins().byPassword(nobody, "bob", "secret"), Refusal.NOT_READY);
      assertThat(log.lines()).singleElement().asString().startsWith("login not checked: ");
    }
  }

  @Test
  void faultsAreBareToo() {
    services.foundation().store().close();

    assertThat(failure(services.memberships().close(OPERATOR, bob)))
        .isInstanceOf(StoreException.class);
  }
}
