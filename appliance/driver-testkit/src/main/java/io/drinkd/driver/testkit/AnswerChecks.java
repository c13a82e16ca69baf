package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import io.drinkd.driver.DropOutcome.Unknown;
import java.time.Duration;
import java.util.List;

/** In what shape answers come, or do not. */
final class AnswerChecks {

  private static final Duration MOMENT = Duration.ofMillis(1);

  private AnswerChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "answer: in single bytes",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.sayByteByByte(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "answer: glued to what follows",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().made() + rig.words().slots());
                rig.expectOutcome(Dropped.class, outcome);
                rig.expectTold("slots 1 loaded 2 empty");
              }),
          check(
              "answer: glued to what comes before",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().slots() + rig.words().refused());
                rig.expectOutcome(Refused.class, outcome);
              }),
          check(
              "answer: twice, the second counts for nothing",
              rig -> {
                rig.login();
                var first = rig.orderThatLeaves(1);
                rig.say(rig.words().made() + rig.words().made());
                rig.expectOutcome(Dropped.class, first);
                var second = rig.orderThatLeaves(2);
                rig.expectPending(second);
                rig.say(rig.words().refused());
                rig.expectOutcome(Refused.class, second);
              }),
          check(
              "answer: to no order, counts for nothing",
              rig -> {
                rig.login();
                rig.say(rig.words().made());
                rig.expectPending(rig.orderThatLeaves(1));
              }),
          check(
              "answer: garbage before it is survived",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().garbage());
                rig.expectPending(outcome);
                rig.say(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "answer: none, the outcome is unknown when the time is over, and no earlier",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.pass(BoardRig.ANSWER_TIME.minus(MOMENT));
                rig.expectPending(outcome);
                rig.pass(MOMENT);
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "answer: none, the board is quarantined and gets no other order",
              rig -> {
                rig.login();
                rig.orderThatLeaves(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.expectTold("state quarantined");
                rig.expectOutcome(NotSent.class, rig.order(2));
                rig.expectNothingSent();
              }),
          check(
              "answer: none in the guard time either, the link is made anew",
              rig -> {
                rig.login();
                rig.orderThatLeaves(1);
                rig.pass(BoardRig.ANSWER_TIME.plus(BoardRig.GUARD_TIME));
                rig.expectLinkClosed();
                rig.expectTold("state down");
                rig.login();
              }),
          check(
              "answer: late, told as late, and the board is up again",
              rig -> {
                rig.login();
                rig.orderThatLeaves(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.say(rig.words().made());
                rig.expectTold("late drop 1 -> dropped");
                rig.expectTold("state up");
              }),
          check(
              "answer: a late refusal is told as late",
              rig -> {
                rig.login();
                rig.orderThatLeaves(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.say(rig.words().refused());
                rig.expectTold("late drop 1 -> refused");
              }),
          check(
              "answer: late, it does not settle the next order",
              rig -> {
                rig.login();
                rig.orderThatLeaves(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.say(rig.words().made());
                rig.expectPending(rig.orderThatLeaves(1));
              }),
          check(
              "answer: on a new link it settles no order of the old one",
              rig -> {
                rig.login();
                rig.orderThatLeaves(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.hangUp();
                rig.expectTold("state down");
                rig.login();
                rig.say(rig.words().made());
                rig.expectNotTold("late");
              }));
}
