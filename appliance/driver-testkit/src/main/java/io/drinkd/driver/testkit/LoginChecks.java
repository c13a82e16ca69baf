package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;
import static io.drinkd.driver.testkit.ConformanceCheck.dialledIn;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import java.util.List;

/** How a board is let in. */
final class LoginChecks {

  private LoginChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check("login: the right password is let in", ConformanceRig::login),
          check(
              "login: one that comes byte by byte is let in",
              rig -> {
                rig.link();
                rig.sayByteByByte(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectTold("state up");
              }),
          check(
              "login: slot states in the same piece are heard",
              rig -> {
                rig.link();
                rig.say(rig.words().login() + rig.words().slots());
                rig.expectTold("state up");
                rig.expectTold("slots 1 loaded 2 empty");
              }),
          check(
              "login: a wrong password is refused, and the link closed",
              rig -> {
                rig.link();
                rig.say(rig.words().wrongLogin());
                rig.expectSent(rig.words().refuse());
                rig.expectLinkClosed();
                rig.expectNotTold("state up");
              }),
          check(
              "login: after a wrong password the right one is let in",
              rig -> {
                rig.link();
                rig.say(rig.words().wrongLogin());
                rig.expectLinkClosed();
                rig.expectSent(rig.words().refuse());
                rig.login();
              }),
          check(
              "login: no order leaves before it",
              rig -> {
                rig.link();
                rig.expectOutcome(NotSent.class, rig.order(1));
                rig.expectNothingSent();
              }),
          check(
              "login: an answer before it counts for nothing",
              rig -> {
                rig.link();
                rig.say(rig.words().made());
                rig.say(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectPending(rig.orderThatLeaves(1));
              }),
          check(
              "login: garbage before it is survived",
              rig -> {
                rig.link();
                rig.say(rig.words().garbage());
                rig.say(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectTold("state up");
              }),
          check(
              "login: a second one on the same link is let in again",
              rig -> {
                rig.login();
                rig.say(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectNotTold("state down");
              }),
          dialledIn(
              "login: a board that dials in is let in, and drops",
              rig -> {
                rig.login();
                var outcome = rig.orderThatLeaves(1);
                rig.say(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }));
}
