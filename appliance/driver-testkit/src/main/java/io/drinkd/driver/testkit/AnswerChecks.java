package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import io.drinkd.driver.DropOutcome.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Answers of every form, and missing ones. */
final class AnswerChecks {

  private static final Duration MOMENT = Duration.ofMillis(1);

  private AnswerChecks() {}

  private static final List<ConformanceCheck> FORMS =
      List.of(
          check(
              "answer: in single bytes",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.sendByteByByte();
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "answer: glued to what follows",
              profile -> profile.pushes() && profile.answersOnce(),
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.sendGlued("made", "slots");
                rig.expectOutcome(Dropped.class, outcome);
                rig.expectSlots();
              }),
          check(
              "answer: glued to what comes before",
              profile -> profile.pushes() && profile.answersOnce(),
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.sendGlued("slots", "refused");
                rig.expectOutcome(Refused.class, outcome);
              }),
          check(
              "answer: twice, the second is ignored",
              profile -> profile.pushes() && profile.answersOnce(),
              rig -> {
                rig.up();
                var first = rig.sendOrder(1);
                rig.sendGlued("made", "made");
                rig.expectOutcome(Dropped.class, first);
                var second = rig.sendOrder(2);
                rig.expectPending(second);
                rig.refused();
                rig.expectOutcome(Refused.class, second);
              }),
          check(
              "answer: twice, the second while the board is asked after it, is ignored",
              profile -> profile.polledAfterDrop() && profile.answersOnceAsWritten(),
              rig -> {
                rig.up();
                var first = rig.sendOrder(1);
                rig.play("made");
                rig.expectOutcome(Dropped.class, first);
                rig.playInto("after", "made");
                var second = rig.sendOrder(2);
                rig.expectPending(second);
                rig.refused();
                rig.expectOutcome(Refused.class, second);
              }),
          check(
              "answer: without an order, is ignored",
              Profile::answersOnce,
              rig -> {
                rig.up();
                rig.play("made");
                rig.expectPending(rig.sendOrder(1));
              }),
          check(
              "answer: garbage before it is ignored",
              Profile::held,
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.play("garbage");
                rig.expectPending(outcome);
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "answer: with a wrong sum, it ends no order",
              profile -> profile.held() && profile.summed(),
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.sendWithWrongSum("made");
                rig.expectPending(outcome);
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "answer: with a wrong sum, the outcome is unknown",
              profile -> profile.visited() && profile.summed(),
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.sendWithWrongSum("made");
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "answer: garbage instead of it, the outcome is unknown",
              Profile::visited,
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.play("garbage");
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "answer: with the number of another question, it is ignored",
              Profile::numbersQuestions,
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.made();
                var second = rig.sendOrder(1);
                rig.expectIgnoredOfOrderBefore("made", second);
              }),
          check(
              "answer: with the number of another order, it ends none",
              profile -> profile.ids() && profile.answersOnce(),
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.refused();
                var outcome = rig.sendOrder(1);
                rig.playOfOrderBefore("made");
                rig.expectPending(outcome);
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }));

  private static final List<ConformanceCheck> MISSING =
      List.of(
          check(
              "answer: none, the outcome is unknown after the time-out, and no earlier",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.pass(rig.answerTime().minus(MOMENT));
                rig.expectPending(outcome);
                rig.pass(MOMENT);
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "answer: none, the board is quarantined and gets no other order",
              Profile::noIds,
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(rig.answerTime());
                rig.expectReported("state quarantined");
                rig.expectOutcome(NotSent.class, rig.order(2));
                rig.expectNothingSent();
              }),
          check(
              "answer: none in the guard time either, the link is reconnected",
              Profile::noIds,
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(rig.answerTime());
                rig.expectReported("state quarantined");
                rig.pass(rig.guardTime());
                rig.expectLinkClosed();
                rig.expectReported("state down");
                rig.up();
              }),
          check(
              "answer: none, the next order leaves all the same",
              Profile::ids,
              rig -> {
                rig.up();
                var first = rig.sendOrder(1);
                rig.pass(rig.answerTime());
                rig.expectOutcome(Unknown.class, first);
                rig.play("after");
                var second = rig.sendOrder(2);
                rig.made();
                rig.expectOutcome(Dropped.class, second);
              }),
          check(
              "answer: late, reported as late, and the board is up again",
              Profile::noIds,
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(rig.answerTime());
                rig.made();
                rig.expectReported("late drop 1 -> dropped");
                rig.expectReported("state up");
              }),
          check(
              "answer: late, it does not end the next order",
              Profile::noIds,
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(rig.answerTime());
                rig.made();
                rig.expectReported("late drop 1 -> dropped");
                rig.expectPending(rig.sendOrder(1));
              }),
          check(
              "answer: a late refusal is reported as late",
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(rig.answerTime());
                rig.play("refused");
                rig.expectReported("late drop 1 -> refused");
              }),
          check(
              "answer: on a new link it ends no order of the old one",
              profile -> profile.noIds() && profile.answersOnce(),
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(rig.answerTime());
                rig.hangUp();
                rig.expectReported("state down");
                rig.up();
                rig.play("made");
                rig.expectNotReported("late");
              }),
          check(
              "answer: on a new link it is the late one to its order",
              profile -> profile.ids() && profile.answersOnce(),
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.hangUp();
                rig.expectReported("state down");
                rig.up();
                rig.play("made");
                rig.expectReported("late drop 1 -> dropped");
              }));

  static final List<ConformanceCheck> ALL = both();

  private static List<ConformanceCheck> both() {
    List<ConformanceCheck> all = new ArrayList<>(FORMS);
    all.addAll(MISSING);
    return List.copyOf(all);
  }
}
