package io.drinkd.appliance.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Deed;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.web.page.TestTexts;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the audit says in the reader's language. */
class AuditLineTest {

  private static final Texts ENGLISH = TestTexts.of("en");
  private static final Texts GERMAN = TestTexts.of("de");

  private static AuditLine line(
      Texts t, String actor, Said<Act> act, List<Said<Trait>> before, List<Said<Trait>> after) {
    return AuditLine.of(
        new AuditLog.Entry(Instant.EPOCH, actor, new Deed(act, before, after)),
        id -> "Big " + id,
        t);
  }

  private static String said(
      Texts t, String actor, Said<Act> act, List<Said<Trait>> before, List<Said<Trait>> after) {
    AuditLine line = line(t, actor, act, before, after);
    String said = line.actor() + ": " + line.what() + ": " + line.before() + " > " + line.after();
    return said.replace('\u00a0', ' ');
  }

  private static List<Said<Trait>> slot(long price, Trait onSale) {
    return List.of(
        Trait.ITEM.of("Coke, light"),
        Trait.PRICE.of(price),
        Trait.COUNT.of(5),
        Trait.FALLEN.of(1),
        onSale.of());
  }

  private static List<Said<Trait>> member(Trait admin) {
    return List.of(Trait.CREDITS.of(5), admin.of());
  }

  @Test
  void saysWhatHasChangedAndNothingElse() {
    Said<Act> slot = Act.SLOT.of(1, "d");
    assertThat(
            said(ENGLISH, "admin:alice", slot, slot(50, Trait.ON_SALE), slot(0, Trait.NOT_ON_SALE)))
        .isEqualTo("alice: Slot 1 of Big d: 50 credits, on sale > free, not on sale");
    Said<Act> bob = Act.EDITED.of("bob");
    assertThat(said(GERMAN, "member:guest", bob, member(Trait.NO_ADMIN), member(Trait.ADMIN)))
        .isEqualTo("guest: bob wurde geändert: nicht Verwaltung > Verwaltung");
    assertThat(
            said(
                ENGLISH,
                "operator:root (sudo alice)",
                bob,
                member(Trait.NO_ADMIN),
                List.of(Trait.CREDITS.of(5), Trait.FLOOR.of(-20), Trait.NO_ADMIN.of())))
        .isEqualTo(
            "root (sudo alice), at the command line: bob was changed:"
                + " 5 credits, no admin > 5 credits, lowest balance \u221220, no admin");
  }

  @Test
  void namesThingsAsPeopleDo() {
    assertThat(
            said(
                ENGLISH,
                "policy",
                Act.DROP.of(7, "nobody came"),
                List.of(Trait.IN_DOUBT.of()),
                List.of(Trait.REFUNDED.of())))
        .isEqualTo(
            "the house, when its time was over: Drop 7 was decided: nobody came:"
                + " in doubt > it did not fall");
    assertThat(
            said(
                GERMAN,
                "admin:alice",
                Act.CARDS.of("bob"),
                List.of(Trait.CARDS.of(0)),
                List.of(Trait.CARDS.of(1))))
        .isEqualTo("alice: Karten von bob: insgesamt 0 > insgesamt 1");
    assertThat(
            said(
                GERMAN,
                "admin:alice",
                Act.CREDITS.of("bob", "for the party"),
                List.of(Trait.BALANCE.of(5)),
                List.of(Trait.BALANCE.of(30))))
        .isEqualTo("alice: Credits von bob: for the party: 5 Credits > 30 Credits");
    assertThat(
            said(
                GERMAN,
                "admin:alice",
                Act.CLOSED.of("bob"),
                member(Trait.NO_ADMIN),
                List.of(Trait.CLOSED.of(5, "carol"))))
        .isEqualTo(
            "alice: Das Konto von bob wurde geschlossen:"
                + " 5 Credits, nicht Verwaltung > geschlossen, 5 Credits an carol");
  }

  @Test
  void leavesWhatPeopleWrote() {
    assertThat(
            said(
                GERMAN,
                "someone",
                Act.MESSAGE.of(),
                List.of(),
                List.of(Trait.TEXT.of("DROPPED, price 2"))))
        .isEqualTo("someone: Eine Nachricht:  > DROPPED, price 2");
  }

  /** With as many values as its English has places. */
  @ParameterizedTest
  @EnumSource(Act.class)
  void hasWordsForEachAct(Act act) {
    for (Texts t : List.of(ENGLISH, GERMAN)) {
      Said<Act> said = new Said<>(act, values(act.english()));
      assertThat(line(t, "x", said, List.of(), List.of()).what())
          .isNotBlank()
          .isNotEqualTo(said.english())
          .doesNotContain("{");
    }
  }

  @ParameterizedTest
  @EnumSource(Trait.class)
  void hasWordsForEachTrait(Trait trait) {
    Said<Trait> said = new Said<>(trait, values(trait.english()));
    for (Texts t : List.of(ENGLISH, GERMAN)) {
      assertThat(line(t, "x", Act.MESSAGE.of(), List.of(), List.of(said)).after())
          .isNotBlank()
          .doesNotContain("{");
    }
  }

  private static List<String> values(String english) {
    int places = english.split("%", -1).length - 1;
    return new ArrayList<>(Collections.nCopies(places, "7"));
  }
}
