package io.drinkd.driver.testkit;

import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.BoardTraits.Wire;
import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import io.drinkd.driver.DropOutcome.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * One requirement that a driver has to meet whose board plays a {@link Script}.
 *
 * @param name the requirement, in a few words
 * @param applies to which models it applies
 * @param body runs the check; an {@link AssertionError} says what the driver does wrong
 */
record ScriptedCheck(String name, Predicate<BoardTraits> applies, Body body) {

  private static final Duration MOMENT = Duration.ofMillis(1);

  /** Works with a new board of the driver. */
  @FunctionalInterface
  interface Body {
    void run(ScriptedRig rig) throws Exception;
  }

  private static ScriptedCheck check(String name, Body body) {
    return new ScriptedCheck(name, traits -> true, body);
  }

  private static ScriptedCheck held(String name, Body body) {
    return new ScriptedCheck(name, traits -> traits.wire() == Wire.HELD, body);
  }

  private static ScriptedCheck withIds(String name, Body body) {
    return new ScriptedCheck(name, BoardTraits::ids, body);
  }

  private static ScriptedCheck withoutIds(String name, Body body) {
    return new ScriptedCheck(name, traits -> !traits.ids(), body);
  }

  static final List<ScriptedCheck> ORDERS =
      List.of(
          check("up: by its first sound answer", ScriptedRig::up),
          check(
              "up: in single bytes",
              rig -> {
                rig.sendByteByByte();
                rig.up();
              }),
          check(
              "up: its slots are reported",
              rig -> {
                rig.up();
                rig.expectReported("slots 1 ");
              }),
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
              "order: none leaves before the board is up",
              rig -> rig.expectOutcome(NotSent.class, rig.order(1))),
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
              "answer: none, the outcome is unknown after the time-out, and no earlier",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME.minus(MOMENT));
                rig.expectPending(outcome);
                rig.pass(MOMENT);
                rig.expectOutcome(Unknown.class, outcome);
              }),
          withoutIds(
              "answer: none, the board is quarantined and gets no other order",
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.expectReported("state quarantined");
                rig.expectOutcome(NotSent.class, rig.order(2));
                rig.expectNothingSent();
              }),
          withoutIds(
              "answer: none in the guard time either, the link is reconnected",
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME.plus(BoardRig.GUARD_TIME));
                rig.expectLinkClosed();
                rig.expectReported("state down");
                rig.up();
              }),
          withoutIds(
              "answer: late, reported as late, and the board is up again",
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.made();
                rig.expectReported("late drop 1 -> dropped");
                rig.expectReported("state up");
              }),
          check(
              "answer: a late refusal is reported as late",
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.play("refused");
                rig.expectReported("late drop 1 -> refused");
              }),
          withIds(
              "answer: none, the next order leaves all the same",
              rig -> {
                rig.up();
                var first = rig.sendOrder(1);
                rig.pass(BoardRig.ANSWER_TIME);
                rig.expectOutcome(Unknown.class, first);
                rig.play("after");
                var second = rig.sendOrder(2);
                rig.made();
                rig.expectOutcome(Dropped.class, second);
              }));

  static final List<ScriptedCheck> LINKS =
      List.of(
          check(
              "link: lost before the order has left, it is not sent",
              rig -> {
                rig.up();
                var outcome = rig.begin(1);
                if (rig.questionsOfOrder() > 1) {
                  rig.playFirstOfOrder();
                  rig.hangUp();
                  rig.expectOutcome(NotSent.class, outcome);
                }
              }),
          check(
              "link: lost with an order in flight, the outcome is unknown",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.hangUp();
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "link: lost with an order in flight, the state is reported before the outcome",
              rig -> {
                rig.up();
                rig.noteEnd(rig.sendOrder(1));
                rig.hangUp();
                rig.expectReported("state down");
                rig.expectReported("drop 1 -> unknown");
              }),
          held(
              "link: lost, the board is down and no order leaves",
              rig -> {
                rig.up();
                rig.hangUp();
                rig.expectReported("state down");
                rig.expectOutcome(NotSent.class, rig.order(1));
              }),
          held(
              "link: lost, it reconnects, and orders leave again",
              rig -> {
                for (int i = 0; i < 3; i++) {
                  rig.up();
                  var outcome = rig.sendOrder(1);
                  rig.made();
                  rig.expectOutcome(Dropped.class, outcome);
                  rig.hangUp();
                  rig.expectReported("state down");
                }
              }),
          held(
              "link: garbage is no answer",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.garbage();
                rig.expectPending(outcome);
              }),
          held(
              "close: ends the link",
              rig -> {
                rig.up();
                rig.closeBoard();
                rig.expectLinkClosed();
              }),
          check(
              "close: leaves no timer",
              rig -> {
                rig.up();
                rig.closeBoard();
                rig.expectNoTimer();
              }),
          check(
              "close: with an order in flight, the outcome is unknown",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.closeBoard();
                rig.expectOutcome(Unknown.class, outcome);
                rig.expectLinkClosed();
                rig.expectNoTimer();
              }),
          check("close: before there is a link", ScriptedRig::closeBoard),
          check(
              "close: twice, and after it no order leaves",
              rig -> {
                rig.up();
                rig.closeBoard();
                rig.closeBoard();
                rig.expectOutcome(NotSent.class, rig.order(1));
                rig.expectNothingSent();
              }));
}
