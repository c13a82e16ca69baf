package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import io.drinkd.driver.DropOutcome.Unknown;
import java.time.Duration;
import java.util.List;

/** Answers of every form, and missing ones. */
final class AnswerChecks {

  private static final Duration MOMENT = Duration.ofMillis(1);

  private AnswerChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "answer: in single bytes",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.sendByteByByte(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "answer: glued to what follows",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().made() + rig.words().slots());
                rig.expectOutcome(Dropped.class, outcome);
                rig.expectSlots();
              }),
          check(
              "answer: glued to what comes before",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().slots() + rig.words().refused());
                rig.expectOutcome(Refused.class, outcome);
              }),
          check(
              "answer: twice, the second is ignored",
              rig -> {
                rig.login();
                var first = rig.sendOrder(1);
                rig.send(rig.words().made() + rig.words().made());
                rig.expectOutcome(Dropped.class, first);
                var second = rig.sendOrder(2);
                rig.expectPending(second);
                rig.send(rig.words().refused());
                rig.expectOutcome(Refused.class, second);
              }),
          check(
              "answer: without an order, is ignored",
              rig -> {
                rig.login();
                rig.send(rig.words().made());
                rig.expectPending(rig.sendOrder(1));
              }),
          check(
              "answer: garbage before it is ignored",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().garbage());
                rig.expectPending(outcome);
                rig.send(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "answer: none, the outcome is unknown after the time-out, and no earlier",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME.minus(MOMENT));
                rig.expectPending(outcome);
                rig.pass(MOMENT);
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "answer: none, the board is quarantined and gets no other order",
              rig -> {
                rig.login();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.expectReported("state quarantined");
                rig.expectOutcome(NotSent.class, rig.order(2));
                rig.expectNothingSent();
              }),
          check(
              "answer: none in the guard time either, the link is reconnected",
              rig -> {
                rig.login();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME.plus(BoardRig.GUARD_TIME));
                rig.expectLinkClosed();
                rig.expectReported("state down");
                rig.login();
              }),
          check(
              "answer: late, reported as late, and the board is up again",
              rig -> {
                rig.login();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.send(rig.words().made());
                rig.expectReported("late drop 1 -> dropped");
                rig.expectReported("state up");
              }),
          check(
              "answer: a late refusal is reported as late",
              rig -> {
                rig.login();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.send(rig.words().refused());
                rig.expectReported("late drop 1 -> refused");
              }),
          check(
              "answer: late, it does not end the next order",
              rig -> {
                rig.login();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.send(rig.words().made());
                rig.expectPending(rig.sendOrder(1));
              }),
          check(
              "answer: on a new link it ends no order of the old one",
              rig -> {
                rig.login();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.hangUp();
                rig.expectReported("state down");
                rig.login();
                rig.send(rig.words().made());
                rig.expectNotReported("late");
              }));
}
