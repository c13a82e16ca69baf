package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import java.util.concurrent.CompletableFuture;

/** Whether what the house depends on works. */
public final class Health {

  private final Members members;
  private final Store store;
  private CompletableFuture<Void> check = CompletableFuture.completedFuture(null);

  Health(Members members, Store store) {
    this.members = members;
    this.store = store;
  }

  /**
   * Completes if logins can be checked and the books can be written now.
   *
   * @return fails with {@link Refusal#NOT_READY} if they cannot
   * @throws RefusedException {@link Refusal#NOT_READY} if too many logins wait
   */
  public synchronized CompletableFuture<Void> check() {
    if (!members.isReady()) {
      throw new RefusedException(Refusal.NOT_READY, "too many logins wait");
    }
    // Anybody may ask, as often as they like: one check answers all of them.
    if (check.isDone()) {
      check = members.checkDirectory().thenCompose(reached -> store.check());
    }
    return answered(check);
  }
}
