package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.AuditLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What admins and operators have done, and want to stand beside it. */
public final class AuditTrail {

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
