package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Unknown;
import java.time.Duration;
import java.util.List;

/** Links that are lost, and malformed input. */
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
                rig.expectReported("state down");
                rig.expectOutcome(NotSent.class, rig.order(1));
              }),
          check(
              "link: lost with an order in flight, the outcome is unknown",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.hangUp();
                rig.expectOutcome(Unknown.class, outcome);
              }),
          check(
              "link: lost with an order in flight, the state is reported before the outcome",
              rig -> {
                rig.login();
                rig.noteEnd(rig.sendOrder(1));
                rig.hangUp();
                rig.expectReported("state down");
                rig.expectReported("drop 1 -> unknown");
              }),
          check(
              "link: lost after the answer, the outcome stays",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().made());
                rig.hangUp();
                rig.expectReported("state down");
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "link: lost, it reconnects, and orders leave again",
              rig -> {
                for (int i = 0; i < 3; i++) {
                  rig.login();
                  var outcome = rig.sendOrder(1);
                  rig.send(rig.words().made());
                  rig.expectOutcome(Dropped.class, outcome);
                  rig.hangUp();
                  rig.expectReported("state down");
                }
              }),
          check(
              "link: lost before the login, it reconnects",
              rig -> {
                rig.link();
                rig.hangUp();
                rig.login();
              }),
          check(
              "link: half a message is not continued on the next link",
              rig -> {
                rig.login();
                String slots = rig.words().slots();
                rig.send(slots.substring(0, slots.length() / 2));
                rig.hangUp();
                rig.expectReported("state down");
                rig.login();
                rig.send(rig.words().slots());
                rig.expectSlots();
              }),
          check(
              "link: garbage is ignored",
              rig -> {
                rig.login();
                rig.send(rig.words().garbage() + "\0\377\n" + rig.words().garbage());
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }),
          check(
              "link: an endless message costs no more than the link",
              rig -> {
                rig.login();
                rig.send("x".repeat(LONG_LINE));
                rig.hangUp();
                rig.expectReported("state down");
                rig.login();
              }),
          check(
              "link: a board that is idle for too long is lost",
              rig -> {
                rig.login();
                for (int minute = 0; minute < 10; minute++) {
                  rig.pass(Duration.ofMinutes(1));
                }
                rig.expectReported("state down");
                rig.expectLinkClosed();
              }),
          check(
              "link: a board that sends messages is not lost",
              rig -> {
                rig.login();
                for (int step = 0; step < 60; step++) {
                  rig.pass(Duration.ofSeconds(20));
                  rig.send(rig.words().slots());
                }
                rig.expectNotReported("state down");
              }));
}
