package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;
import static io.drinkd.driver.testkit.ConformanceCheck.dialledIn;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import java.util.List;

/** The login of a board. */
final class LoginChecks {

  private LoginChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check("login: the right password is accepted", ConformanceRig::login),
          check(
              "login: byte by byte, it is accepted",
              rig -> {
                rig.link();
                rig.sendByteByByte(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectReported("state up");
              }),
          check(
              "login: slot states in the same piece are reported",
              rig -> {
                rig.link();
                rig.send(rig.words().login() + rig.words().slots());
                rig.expectReported("state up");
                rig.expectSlots();
              }),
          check(
              "login: a wrong password is refused, and the link closed",
              rig -> {
                rig.link();
                rig.send(rig.words().wrongLogin());
                rig.expectSent(rig.words().refuse());
                rig.expectLinkClosed();
                rig.expectNotReported("state up");
              }),
          check(
              "login: after a wrong password the right one is accepted",
              rig -> {
                rig.link();
                rig.send(rig.words().wrongLogin());
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
              "login: an answer before it is ignored",
              rig -> {
                rig.link();
                rig.send(rig.words().made());
                rig.send(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectPending(rig.sendOrder(1));
              }),
          check(
              "login: garbage before it is ignored",
              rig -> {
                rig.link();
                rig.send(rig.words().garbage());
                rig.send(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectReported("state up");
              }),
          check(
              "login: a second one on the same link is accepted again",
              rig -> {
                rig.login();
                rig.send(rig.words().login());
                rig.expectSent(rig.words().accept());
                rig.expectNotReported("state down");
              }),
          dialledIn(
              "login: a board that dials in is accepted, and drops",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.send(rig.words().made());
                rig.expectOutcome(Dropped.class, outcome);
              }));
}
