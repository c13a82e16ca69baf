package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What admins and operators have done, and want to stand beside it. */
public final class AuditTrail {

  /** The most entries of a page. */
  public static final int PAGE_MAX = 500;

  private final AuditLog audit;

  AuditTrail(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * The newest entries, newest first.
   *
   * @param admin whoever wants to see them
   * @param most how many, at least 1
   */
  public CompletableFuture<List<AuditLog.Entry>> last(Admin admin, int most) {
    return answered(audit.last(most));
  }

  /** The same of those that a filter lets through. */
  public CompletableFuture<List<AuditLog.Entry>> last(
      Admin admin, AuditLog.Filter filter, int most) {
    return answered(audit.last(filter, most));
  }

  /**
   * Some of them with their numbers, a page for reading on.
   *
   * @param before the number of the entry that is newer than the first; empty for the newest
   * @param most how many, from 1 to {@link #PAGE_MAX}
   * @throws RefusedException {@link Refusal#INVALID_COUNT}
   */
  public CompletableFuture<List<AuditLog.Numbered>> page(
      Admin admin, AuditLog.Filter filter, OptionalLong before, int most) {
    Page.requireCount(most, PAGE_MAX);
    return answered(audit.page(filter, before.orElse(Long.MAX_VALUE), most));
  }

  /** Passes on entries, oldest first. Blocks until the last one is taken. */
  public void each(Admin admin, AuditLog.Filter filter, Consumer<? super AuditLog.Entry> taker) {
    audit.each(filter, taker);
  }

  /** Writes a message; completes when it is on disk. */
  public CompletableFuture<Void> write(Admin admin, Remark message) {
    return answered(
        audit
            .write(admin.actor(), message.text())
            .thenRun(() -> admin.did("log", "message", message.text())));
  }
}
