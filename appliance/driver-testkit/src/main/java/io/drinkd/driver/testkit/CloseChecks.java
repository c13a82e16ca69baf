package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Unknown;
import java.util.List;

/** A closed board leaves nothing behind. */
final class CloseChecks {

  private CloseChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "close: ends the link",
              Profile::held,
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
              }),
          check(
              "close: with an order in flight, no timer is left",
              rig -> {
                rig.up();
                rig.sendOrder(1);
                rig.closeBoard();
                rig.expectNoTimer();
              }),
          check(
              "close: before the board is up",
              Profile::held,
              rig -> {
                rig.link();
                rig.closeBoard();
                rig.expectLinkClosed();
              }),
          check("close: before there is a link", ConformanceRig::closeBoard),
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
