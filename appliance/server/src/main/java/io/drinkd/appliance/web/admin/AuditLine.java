package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;

/**
 * What an admin or operator has done.
 *
 * @param before the former value; empty if there is none worth showing
 * @param after the new value; may be empty
 */
public record AuditLine(Instant at, String actor, String what, String before, String after) {

  static AuditLine of(AuditLog.Entry entry, Texts t) {
    AuditWords words = new AuditWords(t);
    AuditWords.Change change = words.change(entry.before(), entry.after());
    return new AuditLine(
        entry.at(),
        AuditWords.actor(entry.actor(), t),
        words.what(entry.what()),
        change.before(),
        change.after());
  }
}
