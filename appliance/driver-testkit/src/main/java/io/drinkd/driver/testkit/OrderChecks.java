package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import java.util.List;

/** Orders and their outcomes. */
final class OrderChecks {

  private OrderChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "order: dropped",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(2);
                rig.send(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "order: refused",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().refused());
                rig.expectOutcome(Refused.class, outcome);
              }),
          check(
              "order: one after the other, each with its own answer",
              rig -> {
                rig.login();
                for (int i = 0; i < 5; i++) {
                  var made = rig.sendOrder(1);
                  rig.send(rig.words().made());
                  rig.expectOutcome(Dropped.class, made);
                  var refused = rig.sendOrder(2);
                  rig.send(rig.words().refused());
                  rig.expectOutcome(Refused.class, refused);
                }
              }),
          check(
              "order: without an answer it does not end",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().slots());
                rig.expectPending(outcome);
              }),
          check(
              "order: while one is in flight no other leaves",
              rig -> {
                rig.login();
                var first = rig.sendOrder(1);
                rig.expectOutcome(NotSent.class, rig.order(2));
                rig.expectNothingSent();
                rig.send(rig.words().made());
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
              "slots: what the board reports is reported",
              rig -> {
                rig.login();
                rig.send(rig.words().slots());
                rig.expectSlots();
              }),
          check(
              "slots: reported while an order is in flight",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().slots());
                rig.expectSlots();
                rig.send(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }));
}
