package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import java.util.List;

/** What becomes of orders. */
final class OrderChecks {

  private OrderChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "order: made",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(2);
                rig.say(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "order: not made",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().refused());
                rig.expectOutcome(Refused.class, outcome);
              }),
          check(
              "order: one after the other, each with its own answer",
              rig -> {
                rig.login();
                for (int i = 0; i < 5; i++) {
                  var made = rig.orderThatLeaves(1);
                  rig.say(rig.words().made());
                  rig.expectOutcome(Dropped.class, made);
                  var refused = rig.orderThatLeaves(2);
                  rig.say(rig.words().refused());
                  rig.expectOutcome(Refused.class, refused);
                }
              }),
          check(
              "order: without an answer it has not ended",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().slots());
                rig.expectPending(outcome);
              }),
          check(
              "order: while one is on its way no other leaves",
              rig -> {
                rig.login();
                var first = rig.orderThatLeaves(1);
                rig.expectOutcome(NotSent.class, rig.order(2));
                rig.expectNothingSent();
                rig.say(rig.words().made());
                rig.expectOutcome(Dropped.class, first);
              }),
          check(
              "order: none leaves for a slot that the machine does not have",
              rig -> {
                rig.login();
                rig.expectOutcome(NotSent.class, rig.order(3));
                rig.expectNothingSent();
              }),
          check(
              "order: none leaves for slot 0 or less",
              rig -> {
                rig.login();
                rig.expectOutcome(NotSent.class, rig.order(0));
                rig.expectOutcome(NotSent.class, rig.order(-1));
                rig.expectNothingSent();
              }),
          check(
              "order: none leaves without a link",
              rig -> rig.expectOutcome(NotSent.class, rig.order(1))),
          check(
              "slots: what the board tells is told",
              rig -> {
                rig.login();
                rig.say(rig.words().slots());
                rig.expectTold("slots 1 loaded 2 empty");
              }),
          check(
              "slots: told while an order is on its way",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().slots());
                rig.expectTold("slots 1 loaded 2 empty");
                rig.say(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }));
}
