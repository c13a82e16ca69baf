package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A house on real books whose boards are never there: members log in, and orders come as far as the
 * board. Time moves by hand. The member bob (100 credits) and the admin alice have iButtons, {@code
 * b0b0} and {@code a11ce}, and everybody's password is {@link #PASSWORD}; after three wrong
 * passwords logins wait.
 */
final class SignInHouse implements AutoCloseable {

  static final String PASSWORD = "the password";

  private static final long PATIENCE_SECONDS = 60;

  final ManualTimers time = new ManualTimers();
  final MemberRecord bob;
  final MemberRecord alice;
  private final Path data;
  private Services services;

  SignInHouse(Path data) {
    this.data = data;
    services = open();
    bob = add("bob", false, "b0b0");
    alice = add("alice", true, "a11ce");
  }

  private Services open() {
    LoginLimits logins = new LoginLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30));
    MemberSettings members = TestSettings.members(logins);
    return TestHouses.open(
        data,
        TestSettings.with(
            List.of(machine("d"), machine("ld")), TestSettings.LIMITS, members, false),
        time);
  }

  private static MachineSettings machine(String id) {
    return new MachineSettings(
        id,
        id.toUpperCase(Locale.ROOT),
        List.of(),
        "Machine room",
        Optional.empty(),
        new BoardAccess(
            "none such",
            new HostAndPort("127.0.0.1", 1),
            new SecretText("x"),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10)),
        List.of(new SlotSettings(1, "Coke", 50, 5)));
  }

  MemberRecord add(String name, boolean admin, String ibutton) {
    NewMember wanted =
        new NewMember(name, Optional.of(PASSWORD), admin, admin ? 0 : 100, List.of(ibutton));
    return services.memberships().add(TestClaims.OPERATOR, wanted).join();
  }

  Services services() {
    return services;
  }

  /** The appliance is stopped and started again. */
  void restart() {
    services.close();
    services = open();
  }

  Caller nobody() {
    LoginOrigin origin = new LoginOrigin(InetAddress.getLoopbackAddress(), false);
    return services.logins().anybody("test", origin);
  }

  Caller byPassword(String name) {
    return services.logins().byPassword(nobody(), name, PASSWORD).join();
  }

  Caller byIbutton(String id) {
    return services.logins().byIbutton(nobody(), id).join();
  }

  Caller byToken(String secret) {
    return services.logins().byToken(nobody(), secret).join();
  }

  Caller bySession(String secret) {
    return services.logins().bySession(nobody(), secret).join();
  }

  /** A drop gets as far as the board, which is not there. */
  void assertMayBuy(Caller caller, String machine) {
    assertRefused(() -> buy(caller, machine), Refusal.BOARD_AWAY);
  }

  void buy(Caller caller, String machine) {
    services.drops().drop(caller.buyer(), machine, 1, Duration.ZERO, Optional.empty()).join();
  }

  /** Whether it is thrown, or a future fails with it. */
  static void assertRefused(ThrowingCallable call, Refusal refusal) {
    Throwable thrown = catchThrowable(call);
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    assertThat(cause)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }

  /** What the books on disk have, whatever the appliance has heard of it. */
  long onDisk(String query) {
    try (Connection connection = TestBooks.connect(data);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /**
   * Nothing is written until the latch is counted down; what comes meanwhile is one commit then.
   */
  void pauseWriting(CountDownLatch latch) {
    CountDownLatch paused = new CountDownLatch(1);
    services
        .foundation()
        .store()
        .write(
            tx -> {
              paused.countDown();
              await(latch);
              return null;
            });
    await(paused);
  }

  /** As another appliance with the same books ends it. */
  void deleteToken(long id) {
    services.foundation().store().writeNow(tx -> tx.update("DELETE FROM token WHERE id = ?", id));
  }

  /** All that was to be written before is on disk. */
  void awaitWritten() {
    services.foundation().store().writeNow(tx -> null);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    assertThat(BooksVerifier.verify(services.foundation().store()).join().disagreements())
        .isEmpty();
    services.close();
  }
}
