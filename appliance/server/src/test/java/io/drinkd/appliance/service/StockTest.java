package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.Contents;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.Slot.Content;
import io.drinkd.appliance.machine.Slot.Level;
import io.drinkd.appliance.machine.StockLimits;
import io.drinkd.appliance.service.Stock.Restocked;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the slots of a machine, on books that no appliance has open. */
class StockTest {

  private static final Admin OPERATOR = TestClaims.OPERATOR;
  private static final StockLimits LIMITS = new StockLimits(24, 3);

  @TempDir Path data;
  private Services services;
  private Stock stock;

  @BeforeEach
  void open() {
    services =
        TestHouses.openBooks(data, TestSettings.with(List.of(machine())), new ManualTimers());
    stock = services.stock();
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(services.foundation().store()).join().disagreements())
        .isEmpty();
    services.close();
  }

  private static MachineSettings machine() {
    return new MachineSettings(
        "d",
        "Big Drink",
        List.of("big"),
        "North stairwell",
        Optional.empty(),
        new BoardAccess(
            "tini390",
            new HostAndPort("127.0.0.1", 9),
            new SecretText("none"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30)),
        new Contents(
            List.of(
                new SlotSettings(1, "Coke", 50, 24),
                new SlotSettings(2, "Root Beer", 60, 24),
                new SlotSettings(3, "Water", 0, 0)),
            Optional.of(8.0)));
  }

  private Slot slot(int number) {
    return services.catalog().machine("d").slot(number).orElseThrow();
  }

  private Refusal refusal(Supplier<CompletableFuture<?>> asked) {
    try {
      return asked
          .get()
          .handle((done, failure) -> services.faults().refusal("test", failure).refusal())
          .join();
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  private List<String> audit(int most) {
    return services.auditTrail().last(OPERATOR, most).join().stream().map(StockTest::line).toList();
  }

  private static String line(AuditLog.Entry entry) {
    return entry.what() + ": " + entry.before() + " -> " + entry.after();
  }

  @Test
  void aSlotHoldsAtFirstWhatItsFileCounts() {
    assertThat(slot(1).limits()).isEqualTo(new StockLimits(24, 3));
    assertThat(slot(1).level()).isEqualTo(Level.WELL);
    assertThat(slot(3).level()).isEqualTo(Level.OUT);
    assertThat(services.catalog().machine("d").coldBelowCelsius()).contains(8.0);
  }

  @Test
  void pricesAreKeptWithWhoSetThem() {
    stock.setPrice(OPERATOR, "big", 1, 55).join();
    stock.setPrice(OPERATOR, "d", 1, 55).join();
    stock.setPrice(OPERATOR, "d", 3, 5).join();

    assertThat(stock.prices(OPERATOR, "big", Stock.PRICES_MAX).join())
        .extracting(price -> price.slot() + " " + price.price() + " " + price.actor())
        .containsExactly(
            "3 5 operator:root",
            "1 55 operator:root",
            "3 0 configuration",
            "2 60 configuration",
            "1 50 configuration");
    assertThat(stock.prices(OPERATOR, "d", 1).join()).hasSize(1);
    assertThat(refusal(() -> stock.prices(OPERATOR, "d", 0))).isEqualTo(Refusal.INVALID_COUNT);
    assertThat(refusal(() -> stock.prices(OPERATOR, "x", 1))).isEqualTo(Refusal.NO_SUCH_MACHINE);
  }

  @Test
  void severalSlotsAreRestockedTogether() {
    List<Restocked> restocked = stock.restock(OPERATOR, "big", Map.of(2, 3L, 1, 20L)).join();

    assertThat(restocked)
        .containsExactly(
            new Restocked(1, "Coke", 24, 20, 20), new Restocked(2, "Root Beer", 24, 3, 3));
    assertThat(slot(2).level()).isEqualTo(Level.LOW);
    assertThat(audit(2))
        .containsExactly(
            "slot 2 of d: Root Beer, price 60, 24 in it, 0 dropped, on sale -> Root Beer, price 60,"
                + " 3 in it, 0 dropped, on sale",
            "slot 1 of d: Coke, price 50, 24 in it, 0 dropped, on sale -> Coke, price 50, 20 in it,"
                + " 0 dropped, on sale");
  }

  @Test
  void noSlotIsRestockedIfOneCannotBe() {
    assertThat(refusal(() -> stock.restock(OPERATOR, "d", Map.of(1, 20L, 9, 5L))))
        .isEqualTo(Refusal.NO_SUCH_SLOT);
    assertThat(refusal(() -> stock.restock(OPERATOR, "d", Map.of(1, 20L, 2, 1_000_001L))))
        .isEqualTo(Refusal.INVALID_QUANTITY);
    assertThat(refusal(() -> stock.restock(OPERATOR, "x", Map.of(1, 20L))))
        .isEqualTo(Refusal.NO_SUCH_MACHINE);
    assertThat(slot(1).available()).isEqualTo(24);
  }

  @Test
  void aMachineIsFilledUpToWhatItsSlotsHold() {
    stock.setCounts(OPERATOR, "d", Map.of(1, 5L, 2, 30L)).join();
    stock.setCapacity(OPERATOR, "d", 3, 12).join();

    assertThat(stock.fill(OPERATOR, "d").join())
        .containsExactly(new Restocked(1, "Coke", 5, 24, 24), new Restocked(3, "Water", 0, 12, 12));
    assertThat(slot(2).available()).as("more than it holds").isEqualTo(30);
    int entries = services.auditTrail().last(OPERATOR, 100).join().size();
    assertThat(stock.fill(OPERATOR, "d").join()).isEmpty();
    assertThat(services.auditTrail().last(OPERATOR, 100).join()).hasSize(entries);
  }

  @Test
  void nobodyHasCountedMoreThanASlotHolds() {
    assertThat(refusal(() -> stock.restock(OPERATOR, "d", Map.of(1, 20L, 2, 30L))))
        .isEqualTo(Refusal.INVALID_QUANTITY);
    assertThat(slot(1).available()).isEqualTo(24);
    int entries = services.auditTrail().last(OPERATOR, 100).join().size();

    assertThat(stock.restock(OPERATOR, "d", Map.of(1, 24L)).join())
        .containsExactly(new Restocked(1, "Coke", 24, 24, 24));
    stock.setPrice(OPERATOR, "d", 1, slot(1).price()).join();
    assertThat(services.auditTrail().last(OPERATOR, 100).join())
        .as("what changes nothing is not written")
        .hasSize(entries);
  }

  @Test
  void aSlotHoldsNoLessThanWhatIsInIt() {
    assertThat(refusal(() -> stock.setCapacity(OPERATOR, "d", 1, 23)))
        .isEqualTo(Refusal.INVALID_QUANTITY);
    SlotChange both =
        new SlotChange(
            Optional.empty(),
            OptionalLong.of(70),
            OptionalLong.empty(),
            OptionalLong.of(8),
            OptionalLong.empty(),
            Optional.empty());
    assertThat(refusal(() -> stock.change(OPERATOR, "d", 1, both)))
        .isEqualTo(Refusal.INVALID_QUANTITY);
    assertThat(slot(1)).extracting(Slot::price, Slot::limits).containsExactly(50L, LIMITS);

    stock.setCapacity(OPERATOR, "d", 1, 24).join();
    stock.setCounts(OPERATOR, "d", Map.of(1, 30L)).join();
    SlotChange price =
        new SlotChange(
            Optional.empty(),
            OptionalLong.of(55),
            OptionalLong.empty(),
            OptionalLong.of(24),
            OptionalLong.empty(),
            Optional.empty());
    stock.change(OPERATOR, "d", 1, price).join();
    assertThat(slot(1).price()).as("nothing was lowered").isEqualTo(55);
    assertThat(refusal(() -> stock.setCapacity(OPERATOR, "d", 1, 27)))
        .isEqualTo(Refusal.INVALID_QUANTITY);
    stock.setCounts(OPERATOR, "d", Map.of(1, 8L)).join();
    stock.setCapacity(OPERATOR, "d", 1, 8).join();
    assertThat(slot(1).limits().capacity()).isEqualTo(8);
  }

  @Test
  void pricesAreUsualThatAreNotFarAboveAllOthers() {
    assertThat(stock.isUsualPrice(OPERATOR, 600)).isTrue();
    assertThat(stock.isUsualPrice(OPERATOR, 601)).as("ten times the dearest").isFalse();
    assertThat(stock.isUsualPrice(OPERATOR, 50_000)).isFalse();
    stock.setPrice(OPERATOR, "d", 3, 1_500).join();
    assertThat(stock.isUsualPrice(OPERATOR, 1_500)).isTrue();
    assertThat(stock.isUsualPrice(OPERATOR, 1_501)).as("large, and the largest").isFalse();
  }

  @Test
  void limitsAreSetAndAudited() {
    stock.setCapacity(OPERATOR, "d", 1, 30).join();
    stock.setLow(OPERATOR, "d", 1, 24).join();

    assertThat(slot(1).limits()).isEqualTo(new StockLimits(30, 24));
    assertThat(slot(1).level()).isEqualTo(Level.LOW);
    assertThat(audit(1))
        .containsExactly(
            "slot 1 of d: Coke, price 50, 24 in it, 0 dropped, on sale, holds 30, low at 3 -> Coke,"
                + " price 50, 24 in it, 0 dropped, on sale, holds 30, low at 24");
    assertThat(refusal(() -> stock.setCapacity(OPERATOR, "d", 1, -1)))
        .isEqualTo(Refusal.INVALID_QUANTITY);
    assertThat(refusal(() -> stock.setLow(OPERATOR, "d", 1, 1_000_001)))
        .isEqualTo(Refusal.INVALID_QUANTITY);
    assertThat(refusal(() -> stock.setLow(OPERATOR, "d", 9, 1))).isEqualTo(Refusal.NO_SUCH_SLOT);
  }

  @Test
  void severalThingsOfASlotChangeTogether() {
    SlotChange change =
        new SlotChange(
            Optional.of("Tea"),
            OptionalLong.of(70),
            OptionalLong.empty(),
            OptionalLong.of(30),
            OptionalLong.empty(),
            Optional.of(false));
    stock.change(OPERATOR, "big", 1, change).join();

    assertThat(slot(1))
        .isEqualTo(new Slot(1, "Tea", 70, Content.of(24), 0, false, new StockLimits(30, 3)));
    assertThat(audit(1))
        .containsExactly(
            "slot 1 of d: Coke, price 50, 24 in it, 0 dropped, on sale, holds 24, low at 3 -> Tea,"
                + " price 70, 24 in it, 0 dropped, not on sale, holds 30, low at 3");
  }

  @Test
  void nothingOfASlotChangesIfOneThingCannot() {
    SlotChange change =
        new SlotChange(
            Optional.of("Tea"),
            OptionalLong.of(-1),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());

    assertThat(refusal(() -> stock.change(OPERATOR, "d", 1, change)))
        .isEqualTo(Refusal.INVALID_PRICE);
    assertThat(slot(1).item()).isEqualTo("Coke");
  }

  @Test
  void aSlotIsTakenOffSaleAndPutBack() {
    stock.setEnabled(OPERATOR, "d", 1, false).join();
    assertThat(slot(1).enabled()).isFalse();
    stock.setEnabled(OPERATOR, "d", 1, true).join();
    assertThat(slot(1).enabled()).isTrue();
    assertThat(slot(1).limits()).isEqualTo(new StockLimits(24, 3));
  }

  @Test
  void whatIsSetOutlastsARestart() {
    stock.setCapacity(OPERATOR, "d", 1, 30).join();
    stock.setLow(OPERATOR, "d", 1, 5).join();
    services.catalog().outOfService(OPERATOR, "d", new Remark("the belt is torn")).join();
    services.close();
    open();

    assertThat(slot(1).limits()).isEqualTo(new StockLimits(30, 5));
    assertThat(services.catalog().machine("d").state()).isEqualTo("out-of-service");
    services.catalog().inService(OPERATOR, "d").join();
    assertThat(services.catalog().machine("d").state()).isEqualTo("waiting");
  }
}
