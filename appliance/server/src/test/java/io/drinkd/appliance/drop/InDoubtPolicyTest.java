package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.InDoubtSettings;
import io.drinkd.appliance.config.InDoubtSettings.Policy;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InDoubtPolicyTest {

  private static final InDoubtSettings REFUND =
      new InDoubtSettings(Policy.REFUND, Duration.ofMinutes(5));

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();

  @Test
  void whatItDecidesIsInTheAuditLog() throws IOException {
    try (ScriptedHouse house =
            new ScriptedHouse(data, time, "north", List.of(ScriptedHouse.machine("d", 50, 5)));
        InDoubtPolicy policy = new InDoubtPolicy(house.inDoubtDrops, REFUND, time)) {
      assertThat(policy).isNotNull();
      MemberRecord bob = house.member("bob", 200);
      house.dispatcher.drop(house.request(bob, "d", 1));
      house.settle();
      house.board("d").answer(new DropOutcome.Unknown("silence"));
      house.settle();
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(200, 50, 0));

      for (int minute = 0; minute < 7; minute++) {
        time.advance(Duration.ofMinutes(1));
        house.settle();
      }
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(200, 0, 0));
      assertThat(settledBy(house))
          .isEqualTo(TestBooks.bank(data).isPresent() ? "appliance:north" : "system");
      AuditLog.Entry newest = house.services.foundation().audit().last(1).join().get(0);
      assertThat(newest.actor()).isEqualTo("policy");
      assertThat(newest.what()).isEqualTo("drop 1: nobody decided within 5m: policy");
      assertThat(newest.before()).isEqualTo("IN_DOUBT");
      assertThat(newest.after()).isEqualTo("REFUNDED");
    }
  }

  private static String settledBy(ScriptedHouse house) {
    return house.store.readNow(
        tx ->
            tx.first("SELECT actor FROM drop_order WHERE id = 1", row -> row.getString(1))
                .orElseThrow());
  }
}
