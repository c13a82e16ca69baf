package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Unknown;
import java.time.Duration;
import java.util.List;

/** Links that are lost, and what comes over them. */
final class LinkChecks {

  private static final int LONG_LINE = 100_000;

  private LinkChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "link: lost, the board is down and no order leaves",
              rig -> {
                rig.login();
                rig.hangUp();
                rig.expectTold("state down");
                rig.expectOutcome(NotSent.class, rig.order(1));
              }),
          check(
              "link: lost with an order on its way, the outcome is unknown",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.hangUp();
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "link: lost with an order on its way, the state is told before the outcome",
              rig -> {
                rig.login();
                rig.noteEnd(rig.orderThatLeaves(1));
                rig.hangUp();
                rig.expectTold("state down");
                rig.expectTold("drop 1 -> unknown");
              }),
          check(
              "link: lost after the answer, the outcome stays",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().made());
                rig.hangUp();
                rig.expectTold("state down");
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "link: lost, it comes back, and orders leave again",
              rig -> {
                for (int i = 0; i < 3; i++) {
                  rig.login();
                  var outcome = rig.orderThatLeaves(1);
                  rig.say(rig.words().made());
                  rig.expectOutcome(Dropped.class, outcome);
                  rig.hangUp();
                  rig.expectTold("state down");
                }
              }),
          check(
              "link: lost before the login, it comes back",
              rig -> {
                rig.link();
                rig.hangUp();
                rig.login();
              }),
          check(
              "link: half a message is not continued on the next one",
              rig -> {
                rig.login();
                String slots = rig.words().slots();
                rig.say(slots.substring(0, slots.length() / 2));
                rig.hangUp();
                rig.expectTold("state down");
                rig.login();
                rig.say(rig.words().slots());
                rig.expectTold("slots 1 loaded 2 empty");
              }),
          check(
              "link: garbage is survived",
              rig -> {
                rig.login();
                rig.say(rig.words().garbage() + "\0\377\n" + rig.words().garbage());
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "link: a message without end costs no more than the link",
              rig -> {
                rig.login();
                rig.say("x".repeat(LONG_LINE));
                rig.hangUp();
                rig.expectTold("state down");
                rig.login();
              }),
          check(
              "link: a board that is not heard any more is lost",
              rig -> {
                rig.login();
                for (int minute = 0; minute < 10; minute++) {
                  rig.pass(Duration.ofMinutes(1));
                }
                rig.expectTold("state down");
                rig.expectLinkClosed();
              }),
          check(
              "link: a board that is heard is not lost",
              rig -> {
                rig.login();
                for (int step = 0; step < 60; step++) {
                  rig.pass(Duration.ofSeconds(20));
                  rig.say(rig.words().slots());
                }
                rig.expectNotTold("state down");
              }));
}
