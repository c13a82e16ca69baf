package io.drinkd.driver.testkit;

import static io.drinkd.driver.testkit.ConformanceCheck.check;

import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Unknown;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A closed board leaves nothing behind. */
final class CloseChecks {

  private CloseChecks() {}

  static final List<ConformanceCheck> ALL =
      List.of(
          check(
              "close: ends the link",
              rig -> {
                rig.login();
                rig.closeBoard();
                rig.expectLinkClosed();
              }),
          check(
              "close: leaves no timer",
              rig -> {
                rig.login();
                rig.closeBoard();
                rig.expectNoTimer();
              }),
          check(
              "close: leaves no thread",
              rig -> {
                Set<Thread> before = threads();
                rig.login();
                rig.closeBoard();
                Set<Thread> left = new HashSet<>(threads());
                left.removeAll(before);
                left.removeIf(CloseChecks::isOfRig);
                ConformanceRig.require(left.isEmpty(), "threads are left: " + left);
              }),
          check(
              "close: with an order in flight, the outcome is unknown",
              rig -> {
                rig.login();
                var outcome = rig.sendOrder(1);
                rig.closeBoard();
                rig.expectOutcome(Unknown.class, outcome);
                rig.expectLinkClosed();
              }),
          check(
              "close: with an order in flight, no timer is left",
              rig -> {
                rig.login();
                rig.sendOrder(1);
                rig.closeBoard();
                rig.expectNoTimer();
              }),
          check(
              "close: before the login",
              rig -> {
                rig.link();
                rig.closeBoard();
                rig.expectLinkClosed();
              }),
          check("close: before there is a link", ConformanceRig::closeBoard),
          check(
              "close: twice",
              rig -> {
                rig.login();
                rig.closeBoard();
                rig.closeBoard();
              }),
          check(
              "close: after it no order leaves",
              rig -> {
                rig.login();
                rig.closeBoard();
                rig.expectOutcome(NotSent.class, rig.order(1));
                rig.expectNothingSent();
              }));

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  /** The threads of the connector, the acceptor, the machine and the scripted board. */
  private static boolean isOfRig(Thread thread) {
    String name = thread.getName();
    return !thread.isAlive()
        || name.startsWith("Nio")
        || name.startsWith("LinkProcessor-")
        || name.equals("board-io")
        || name.equals("board-dialer")
        || name.equals("board-logins")
        || name.equals(MachineThread.NAME)
        || name.equals("scripted-board")
        || name.startsWith("awaitility")
        || name.startsWith("surefire");
  }
}
