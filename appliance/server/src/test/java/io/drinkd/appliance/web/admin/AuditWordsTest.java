package io.drinkd.appliance.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.web.page.TestTexts;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the audit says in the reader's language. */
class AuditWordsTest {

  private static final Texts ENGLISH = TestTexts.of("en");
  private static final Texts GERMAN = TestTexts.of("de");

  private static String said(Texts t, String actor, String what, String before, String after) {
    AuditLine line = AuditLine.of(new AuditLog.Entry(Instant.EPOCH, actor, what, before, after), t);
    String said = line.actor() + ": " + line.what() + ": " + line.before() + " > " + line.after();
    return said.replace('\u00a0', ' ');
  }

  @Test
  void saysWhatHasChangedAndNothingElse() {
    assertThat(
            said(
                ENGLISH,
                "admin:alice",
                "slot 1 of d",
                "Coke, light, price 50, 5 in it, 1 dropped, on sale",
                "Coke, light, price 0, 5 in it, 1 dropped, not on sale"))
        .isEqualTo("alice: Slot 1 of machine d: 50 credits, on sale > free, not on sale");
    assertThat(
            said(GERMAN, "member:guest", "edited bob", "5 credits, no admin", "5 credits, admin"))
        .isEqualTo("guest: bob wurde geändert: nicht Verwaltung > Verwaltung");
    assertThat(
            said(
                ENGLISH,
                "operator:root (sudo alice)",
                "edited bob",
                "5 credits, no admin",
                "5 credits, floor -20, no admin"))
        .isEqualTo(
            "root (sudo alice), at the command line: bob was changed:"
                + " 5 credits, no admin > 5 credits, lowest balance -20, no admin");
  }

  @Test
  void namesThingsAsPeopleDo() {
    assertThat(said(ENGLISH, "policy", "drop 7: nobody came", "IN_DOUBT", "REFUNDED"))
        .isEqualTo(
            "the house, after its time for doubts: Drop 7 was decided: nobody came:"
                + " in doubt > it did not fall");
    assertThat(said(GERMAN, "admin:alice", "iButtons of bob", "has 0", "has 1"))
        .isEqualTo("alice: Karten von bob: insgesamt 0 > insgesamt 1");
    assertThat(said(GERMAN, "admin:alice", "credits of bob: for the party", "5", "30"))
        .isEqualTo("alice: Credits von bob: for the party: 5 Credits > 30 Credits");
    assertThat(said(ENGLISH, "admin:alice", "service of d", "in service", "out of service: belt"))
        .isEqualTo("alice: Service of machine d: in service > out of service: belt");
  }

  @Test
  void leavesWhatPeopleWrote() {
    assertThat(said(GERMAN, "someone", "something", "DROP 1", "price 2"))
        .isEqualTo("someone: something: DROP 1 > price 2");
  }
}
