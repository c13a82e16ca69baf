package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Unknown;
import java.time.Duration;
import java.util.List;

/** Links that are lost, malformed input, and boards that are idle. */
final class LinkChecks {

  private static final int LONG_LINE = 100_000;

  private LinkChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "link: lost, the board is down and no order leaves",
              Profile::held,
              rig -> {
                rig.up();
                rig.hangUp();
                rig.expectReported("state down");
                rig.expectOutcome(NotSent.class, rig.order(1));
              }),
          check(
              "link: lost before what makes the board drop, the order is not sent",
              Profile::asksBefore,
              rig -> {
                rig.up();
                var outcome = rig.begin(1);
                rig.playUntilSent("order");
                rig.hangUp();
                rig.expectOutcome(NotSent.class, outcome);
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
          check(
              "link: lost after the answer, the outcome stays",
              Profile::held,
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.play("made");
                rig.hangUp();
                rig.expectReported("state down");
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "link: lost, it reconnects, and orders leave again",
              Profile::held,
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
          check(
              "link: lost before the login, it reconnects",
              Profile::login,
              rig -> {
                rig.link();
                rig.hangUp();
                rig.up();
              }),
          check(
              "link: half a message is not continued on the next link",
              Profile::pushes,
              rig -> {
                rig.up();
                rig.sendHalf("slots");
                rig.hangUp();
                rig.expectReported("state down");
                rig.up();
                rig.play("slots");
                rig.expectSlots();
              }),
          check(
              "link: garbage is ignored",
              Profile::held,
              rig -> {
                rig.up();
                rig.play("garbage");
                rig.play("garbage");
                var outcome = rig.sendOrder(1);
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "link: an endless message costs no more than the link",
              Profile::held,
              rig -> {
                rig.up();
                rig.send("x".repeat(LONG_LINE));
                rig.hangUp();
                rig.expectReported("state down");
                rig.up();
              }),
          check(
              "link: a board that is idle for too long is lost",
              Profile::held,
              rig -> {
                rig.up();
                for (int minute = 0; minute < 10; minute++) {
                  rig.pass(Duration.ofMinutes(1));
                }
                rig.expectReported("state down");
                rig.expectLinkClosed();
              }),
          check(
              "link: a board that sends messages is not lost",
              Profile::pushes,
              rig -> {
                rig.up();
                for (int step = 0; step < 60; step++) {
                  rig.pass(Duration.ofSeconds(20));
                  rig.play("slots");
                }
                rig.expectNotReported("state down");
              }),
          check(
              "poll: not answered, the board is down, and up again when it answers",
              profile -> profile.polled() && profile.polledAfterDrop(),
              rig -> {
                rig.up();
                rig.pass(rig.profile().pollInterval());
                rig.playUntilSent("after");
                rig.hangUp();
                rig.expectReported("state down");
                rig.pass(rig.profile().visited() ? rig.profile().pollInterval() : Duration.ZERO);
                rig.up();
              }));
}
