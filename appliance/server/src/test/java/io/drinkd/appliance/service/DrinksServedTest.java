package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropReports.Honour;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.House;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and the in-doubt desk, of drinks that a board has served or not. */
class DrinksServedTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  private static final Period ALWAYS =
      new Period(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  @TempDir Path data;
  private House house;
  private Services services;

  @BeforeEach
  void open() throws Exception {
    house = new House(data).linkBoards();
    services = house.services();
  }

  @AfterEach
  void close() {
    assertThat(house.booksDisagreements()).isEmpty();
    house.close();
  }

  private MemberRecord named(String name) {
    return services.memberships().named(ADMIN, name);
  }

  private void drop(String name, int slot) {
    Member member = TestClaims.member(named(name));
    services.drops().drop(member, "d", slot, Duration.ZERO, Optional.empty()).join();
  }

  private void setPublic(String name, boolean isPublic) {
    services.memberships().setPublic(TestClaims.member(named(name)), isPublic).join();
  }

  private List<Honour> honours(int most) {
    return services.reports().honours(ALWAYS, most).join();
  }

  @Test
  void boardOfHonourNamesWhoWantsToBeNamed() {
    drop("bob", 1);
    drop("bob", 1);
    drop("carol", 1);
    assertThat(honours(10)).isEmpty();

    setPublic("bob", true);
    setPublic("carol", true);
    setPublic("poor", true);
    assertThat(honours(10)).containsExactly(new Honour("bob", 2), new Honour("carol", 1));
    assertThat(honours(1)).hasSize(1);
    Period later = new Period(Instant.parse("2090-01-01T00:00:00Z"), ALWAYS.until());
    assertThat(services.reports().honours(later, 10).join()).isEmpty();
    setPublic("carol", false);
    assertThat(honours(10)).containsExactly(new Honour("bob", 2));
  }

  @Test
  void boardOfHonourCountsWhatWasDrunk() {
    drop("bob", 1);
    drop("carol", 1);
    setPublic("bob", true);
    services.drops().refund(ADMIN, 1, new Remark("it stuck"), Optional.empty()).join();
    assertThat(honours(10)).isEmpty();

    services.memberships().merge(ADMIN, named("carol"), named("bob")).join();
    assertThat(honours(10)).as("carol's is bob's now").containsExactly(new Honour("bob", 1));
    services.memberships().closeToTreasury(ADMIN, named("bob")).join();
    assertThat(honours(10)).isEmpty();
  }

  @Test
  void deskOfDropsInDoubtShowsWhatTheBoardSaid() {
    house.commandBoard("silence");
    SignInHouse.assertRefused(() -> drop("bob", 1), Refusal.DROP_IN_DOUBT);

    InDoubtDrop drop = services.drops().inDoubt(ADMIN).join().get(0);
    assertThat(drop.place().item()).isEqualTo("Coke");
    assertThat(drop.said())
        .isNotEmpty()
        .allMatch(line -> line.matches("2026-11-20 08:25:17\\.000 [<>=] .+"))
        .anyMatch(line -> line.contains("> "))
        .noneMatch(line -> line.contains("says the board"));
    assertThat(services.catalog().lastTraffic(ADMIN, "d")).containsAll(drop.said());
    assertThat(services.catalog().lastTraffic(ADMIN, "ld")).isEmpty();
    services.drops().resolve(ADMIN, drop.id(), Decision.REFUNDED, new Remark("seen")).join();
    assertThat(services.drops().inDoubt(ADMIN).join()).isEmpty();
  }
}
