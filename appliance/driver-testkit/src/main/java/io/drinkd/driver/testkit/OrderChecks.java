package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import io.drinkd.driver.DropOutcome.Unknown;
import java.util.List;

/** Orders and their outcomes, and what the board reports of its slots. */
final class OrderChecks {

  private OrderChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "order: dropped",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(2);
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "order: refused",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.refused();
                rig.expectOutcome(Refused.class, outcome);
              }),
          check(
              "order: failed, and a can may have fallen, the outcome is unknown",
              Profile::fails,
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.play("failed");
                rig.expectOutcome(Unknown.class, outcome);
              }),
          withoutWords("500 Internal Server Error"),
          withoutWords("502 Bad Gateway"),
          check(
              "order: one after the other, each with its own answer",
              rig -> {
                rig.up();
                for (int i = 0; i < 3; i++) {
                  var made = rig.sendOrder(1);
                  rig.made();
                  rig.expectOutcome(Dropped.class, made);
                  var refused = rig.sendOrder(2);
                  rig.refused();
                  rig.expectOutcome(Refused.class, refused);
                }
              }),
          check(
              "order: while one is in flight no other leaves",
              rig -> {
                rig.up();
                var first = rig.sendOrder(1);
                rig.expectOutcome(NotSent.class, rig.order(2));
                rig.expectNothingSent();
                rig.made();
                rig.expectOutcome(Dropped.class, first);
              }),
          check(
              "order: none leaves for a slot that the machine does not have",
              rig -> {
                rig.up();
                rig.expectOutcome(NotSent.class, rig.order(3));
                rig.expectOutcome(NotSent.class, rig.order(0));
                rig.expectOutcome(NotSent.class, rig.order(-1));
                rig.expectNothingSent();
              }),
          check(
              "order: while one is in flight the board's own question is answered",
              Profile::asks,
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.play("asks");
                rig.expectPending(outcome);
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
                rig.play("asks");
              }),
          check(
              "order: none leaves without a link",
              rig -> rig.expectOutcome(NotSent.class, rig.order(1))),
          check(
              "order: without an answer it does not end",
              Profile::pushes,
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.play("slots");
                rig.expectPending(outcome);
              }),
          check(
              "slots: what the board reports is reported",
              Profile::pushes,
              rig -> {
                rig.up();
                rig.play("slots");
                rig.expectSlots();
              }),
          check(
              "slots: reported while an order is in flight",
              Profile::pushes,
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.play("slots");
                rig.expectSlots();
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "slots: reported after a drop, when the board is asked",
              profile -> profile.polledForSlots() && profile.polledAfterDrop(),
              rig -> {
                rig.up();
                rig.expectSlots();
                rig.sendOrder(1);
                rig.made();
                rig.expectSlots();
              }));

  /** A proxy, or a program that has stopped in mid-order, does not know what the motor did. */
  private static ConformanceCheck withoutWords(String status) {
    return check(
        "order: answered by " + status + " without a word of the board, the outcome is unknown",
        Profile::http,
        rig -> {
          rig.up();
          var outcome = rig.sendOrder(1);
          rig.send("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
          rig.expectOutcome(Unknown.class, outcome);
        });
  }
}
