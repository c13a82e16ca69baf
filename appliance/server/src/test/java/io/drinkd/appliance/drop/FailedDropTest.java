package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
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

  private void closeAccountInTheBooks(boolean closed) {
    String sql = "UPDATE account SET closed_at = ? WHERE id = ?";
    house.store.writeNow(tx -> tx.update(sql, closed ? 1L : null, bob.account()));
  }

  @Test
  void nothingIsDroppedForWhoIsNoMemberAnyMore() {
    house.members.close(bob, "test").join();

    for (Duration delay : List.of(Duration.ZERO, Duration.ofMinutes(1))) {
      DropResult result = drop(delay, Optional.empty()).join();
      assertThat(result.kind()).isEqualTo(Kind.MEMBER_GONE);
      assertThat(result.detail()).isEqualTo("there is no member bob any more");
    }
    assertThat(house.board("d").order()).isEmpty();
  }

  @Test
  void aFaultOfOursReachesWhoeverAnswers() {
    closeAccountInTheBooks(true);

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
  void aKeyMayBeUsedAgainAfterAFaultOfOurs() {
    closeAccountInTheBooks(true);
    assertThat(catchThrowable(drop(Duration.ZERO, Optional.of("key"))::join)).isNotNull();
    closeAccountInTheBooks(false);

    CompletableFuture<DropResult> again = drop(Duration.ZERO, Optional.of("key"));
    house.settle();
    house.board("d").answer(new DropOutcome.Dropped());
    assertThat(again.join().kind()).isEqualTo(Kind.DROPPED);
  }
}
