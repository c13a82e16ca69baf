package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an appliance says of its bank. */
@Tag(TestBooks.BANK_ONLY)
class BankHealthTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  private BankProxy proxy;
  private Services services;

  @BeforeEach
  void open() throws IOException {
    proxy = new BankProxy(TestBanks.create());
    TestBooks.keepIn(proxy.address(), data);
    services =
        TestHouses.open(
            data,
            TestSettings.named("north", TestSettings.with(List.of(machine()))),
            new ManualTimers());
  }

  private static MachineSettings machine() {
    return new MachineSettings(
        "d",
        "Big Drink",
        List.of(),
        "here",
        Optional.empty(),
        new BoardAccess(
            "none",
            new HostAndPort("d.example.net", 9),
            new SecretText("none"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)),
        List.of(new SlotSettings(1, "Coke", 50, 5)));
  }

  @AfterEach
  void close() throws IOException {
    proxy.thaw();
    services.close();
    proxy.close();
  }

  private Part bank() {
    return part("bank");
  }

  private Part part(String name) {
    return part(services.health().look().join().parts(), name);
  }

  private static Part part(List<Part> parts, String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  /** A commit that takes long is something wrong, too, if only until the next one. */
  private void awaitWell(String part) {
    Awaitility.await().atMost(PATIENCE).until(() -> part(part).state() == State.WELL);
  }

  @Test
  void saysWhichApplianceItIsAndWhatItOwns() {
    awaitWell("bank");
    assertThat(bank().why()).startsWith("appliance north owns d; a commit takes ");
  }

  /** An appliance that starts tells the others of its machines before it has opened a board. */
  @Test
  void aDriverIsMissingOnlyOnceItIsKnownWhichThereAre() {
    assertThat(part("machine d").why()).isEqualTo("the appliance is starting");
    assertThat(part("machine d").found().phrase().next().orElseThrow())
        .startsWith("wait until the appliance has started");

    services.foundation().machines().expect(Set.of("another"));
    assertThat(part("machine d").why()).isEqualTo("no driver for model none");
    assertThat(part("machine d").found().phrase().next().orElseThrow())
        .startsWith("put the jar of");
  }

  /** As a server that is stopped, or whose host hangs: nobody is refused, and nobody answered. */
  @Test
  void saysForHowLongItHasNotAnswered() {
    CapturedLog log = CapturedLog.of("io.drinkd.appliance.store.postgres.BankState", Level.INFO);
    proxy.freeze();
    SharedBooks books = services.foundation().store().shared().orElseThrow();
    Awaitility.await().atMost(PATIENCE).until(() -> books.silence().isPresent());
    // One look, for after ten seconds all of this reads otherwise.
    List<Part> parts = services.health().look().join().parts();
    Part silent = part(parts, "bank");
    assertThat(silent.why())
        .matches(
            "the bank has not answered for \\d+ s; appliance north, which owned d then, sends no"
                + " order, and whoever asks for anything waits");
    assertThat(silent.found().phrase().next().orElseThrow()).startsWith("see to the database, its");
    assertThat(part(parts, "books").why()).isEqualTo("cannot be used now; see bank");
    assertThat(part(parts, "logins").state()).isEqualTo(State.WRONG);
    assertThat(part(parts, "logins").why())
        .isEqualTo("wait for the bank, and are refused after 10 s without an answer; see bank");
    for (String part : List.of("books", "balances", "drops in doubt", "logins")) {
      assertThat(part(parts, part).since())
          .as(part)
          .isCloseTo(silent.since(), within(900, ChronoUnit.MILLIS));
    }

    // After 10 s it is away, and whoever waits for it is refused.
    CompletableFuture<?> read =
        services.foundation().store().read(tx -> tx.first("SELECT 1", row -> row.getInt(1)));
    assertThatThrownBy(() -> read.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .hasMessageContaining("it does not answer in time");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> bank().why().contains("it does not answer in time"));
    assertThat(part("logins").why()).startsWith("are refused until the books can be used again");
    for (String part : List.of("books", "balances", "drops in doubt", "logins")) {
      assertThat(part(part).since()).as(part).isEqualTo(bank().since());
    }
    proxy.thaw();
    awaitWell("bank");
    awaitWell("logins");
    // That is more than the 10 s.
    assertThat(log.lines()).anyMatch(line -> line.matches(".* is back after \\d{5,} ms"));
    log.close();
  }

  @Test
  void saysThatItIsAwayAndThatItIsBack() {
    proxy.cut();
    Awaitility.await().atMost(PATIENCE).until(() -> bank().state() == State.WRONG);
    assertThat(part("logins").state()).isEqualTo(State.WRONG);
    assertThat(part("logins").why()).startsWith("are refused until the books can be used again");
    assertThat(services.health().look().join().ready()).isFalse();
    // Until it is not certain any more that nobody else has it.
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(bank().why())
                    .startsWith(
                        "appliance north sends no order to d, which it owned when the bank answered"
                            + " last and another appliance may have taken since: the bank "));
    assertThat(bank().found().phrase().next())
        .hasValueSatisfying(step -> assertThat(step).contains("it is tried again twice a second"));
    proxy.mend();
    awaitWell("bank");
    awaitWell("logins");
    Awaitility.await().atMost(PATIENCE).until(() -> bank().found().phrase().next().isEmpty());
    assertThat(services.health().look().join().ready()).isTrue();
  }
}
