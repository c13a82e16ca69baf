package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.Members;
import java.util.concurrent.CompletableFuture;

/** Whether what the house depends on works. */
public final class Health {

  private final Members members;
  private final Ledger ledger;

  Health(Members members, Ledger ledger) {
    this.members = members;
    this.ledger = ledger;
  }

  /**
   * Completes if logins can be checked and the books can be written now.
   *
   * @throws RefusedException {@link Refusal#NOT_READY} if logins cannot be checked
   */
  public CompletableFuture<Void> check() {
    if (!members.isReady()) {
      throw new RefusedException(Refusal.NOT_READY, "too many logins wait");
    }
    return answered(ledger.check());
  }
}
