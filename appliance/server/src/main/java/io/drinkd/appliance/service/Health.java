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
  private CompletableFuture<Void> directoryCheck = CompletableFuture.completedFuture(null);

  Health(Members members, Ledger ledger) {
    this.members = members;
    this.ledger = ledger;
  }

  /**
   * Completes if logins can be checked and the books can be written now.
   *
   * @return fails with {@link Refusal#NOT_READY} if they cannot
   * @throws RefusedException {@link Refusal#NOT_READY} if too many logins wait
   */
  public CompletableFuture<Void> check() {
    if (!members.isReady()) {
      throw new RefusedException(Refusal.NOT_READY, "too many logins wait");
    }
    return answered(directory().thenCompose(reached -> ledger.check()));
  }

  /** Anybody may ask, as often as they like: one question to the directory answers all of them. */
  private synchronized CompletableFuture<Void> directory() {
    if (directoryCheck.isDone()) {
      directoryCheck = members.checkDirectory();
    }
    return directoryCheck;
  }
}
