package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a drop ends that cannot be opened: whose fault it is decides. */
class FailedDropTest {

  private static final MemberEdit FLOOR = MemberEdit.floor(-500);

  @TempDir Path data;
  private ScriptedHouse house;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, new ManualTimers(), List.of(ScriptedHouse.machine("d", 50, 5)));
    bob = house.member("bob", 0);
    house.members.edit(bob, FLOOR, "test").join();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private CompletableFuture<DropResult> drop(Duration delay, Optional<String> key) {
    DropRequest plain = house.request(bob, "d", 1);
    return house.dispatcher.drop(new DropRequest(bob, plain.machine(), 1, delay, key, "test"));
  }

  /** Somebody has edited the books: slot 1, which memory knows, is in another machine. */
  private void moveSlotInTheBooks(String from, String to) {
    for (String statement :
        List.of(
            "DROP TRIGGER IF EXISTS slot_price_is_final_update",
            "DROP TRIGGER IF EXISTS stock_move_is_final_update")) {
      house.store.writeNow(tx -> tx.update(statement));
    }
    house.store.writeNow(
        tx -> {
          tx.update("PRAGMA defer_foreign_keys = ON");
          tx.update("UPDATE slot SET machine = ? WHERE machine = ? AND number = 1", to, from);
          tx.update("UPDATE slot_price SET machine = ? WHERE machine = ? AND slot = 1", to, from);
          return tx.update(
              "UPDATE stock_move SET machine = ? WHERE machine = ? AND slot = 1", to, from);
        });
  }

  @Test
  void nothingIsDroppedForWhoIsNoMemberAnyMore() {
    house.members.departures().close(bob, "test").join();

    for (Duration delay : List.of(Duration.ZERO, Duration.ofMinutes(1))) {
      DropResult result = drop(delay, Optional.empty()).join();
      assertThat(result.kind()).isEqualTo(Kind.MEMBER_GONE);
      assertThat(result.detail()).isEqualTo("there is no member bob any more");
    }
    assertThat(house.board("d").order()).isEmpty();
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void aFaultOfOursReachesWhoeverAnswers() {
    moveSlotInTheBooks("d", "lost");

    for (Optional<String> key : List.of(Optional.<String>empty(), Optional.of("key"))) {
      CompletableFuture<DropResult> result = drop(Duration.ZERO, key);
      assertThat(catchThrowable(result::join))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause();
    }
    assertThat(house.board("d").order()).isEmpty();
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void aKeyMayBeUsedAgainAfterAFaultOfOurs() {
    moveSlotInTheBooks("d", "lost");
    assertThat(catchThrowable(drop(Duration.ZERO, Optional.of("key"))::join)).isNotNull();
    moveSlotInTheBooks("lost", "d");

    CompletableFuture<DropResult> again = drop(Duration.ZERO, Optional.of("key"));
    house.settle();
    house.board("d").answer(new DropOutcome.Dropped());
    assertThat(again.join().kind()).isEqualTo(Kind.DROPPED);
  }
}
