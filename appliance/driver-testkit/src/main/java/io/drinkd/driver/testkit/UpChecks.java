package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;
import static io.drinkd.driver.testkit.ConformanceCheck.dialledIn;

import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import java.util.List;

/** How a board comes up: by its login, or by its first sound answer. */
final class UpChecks {

  private UpChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check("up: after what the vocabulary says", ConformanceRig::up),
          check(
              "up: in single bytes",
              rig -> {
                rig.sendByteByByte();
                rig.up();
              }),
          check(
              "up: its slots are reported",
              Profile::polledForSlots,
              rig -> {
                rig.up();
                rig.expectSlots();
              }),
          check(
              "up: slots reported in the same piece are reported",
              profile -> profile.login() && profile.pushes(),
              rig -> {
                rig.link();
                rig.sendGlued("up", "slots");
                rig.expectSentIn("up");
                rig.expectReported("state up");
                rig.expectSlots();
              }),
          check(
              "up: no order leaves before",
              rig -> {
                if (rig.profile().held()) {
                  rig.link();
                }
                rig.expectOutcome(NotSent.class, rig.order(1));
                if (rig.profile().login()) {
                  rig.expectNothingSent();
                }
              }),
          check(
              "login: a wrong password is refused, and the link closed",
              Profile::login,
              rig -> {
                rig.link();
                rig.play("wrong");
                rig.expectLinkClosed();
                rig.expectNotReported("state up");
              }),
          check(
              "login: after a wrong password the right one is accepted",
              Profile::login,
              rig -> {
                rig.link();
                rig.play("wrong");
                rig.expectLinkClosed();
                rig.up();
              }),
          check(
              "login: an answer before it is ignored",
              profile -> profile.login() && profile.answersOnce(),
              rig -> {
                rig.link();
                rig.play("made");
                rig.upOnThisLink();
                rig.expectPending(rig.sendOrder(1));
              }),
          check(
              "login: garbage before it is ignored",
              Profile::login,
              rig -> {
                rig.link();
                rig.play("garbage");
                rig.upOnThisLink();
              }),
          check(
              "login: a second one on the same link is accepted again",
              Profile::login,
              rig -> {
                rig.up();
                rig.play("up");
                rig.expectNotReported("state down");
              }),
          dialledIn(
              "up: a board that dials in is accepted, and drops",
              rig -> {
                rig.up();
                var outcome = rig.sendOrder(1);
                rig.made();
                rig.expectOutcome(Dropped.class, outcome);
              }));
}
