package io.drinkd.driver.testkit;

import io.drinkd.driver.testkit.Firmware.End;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Carries out the orders of a simulated board, each with the fault that it is to have. */
final class OrderRun {

  private final SimulatedBoardOptions options;
  private final SimulatedMachine machine;
  private final FaultQueue faults;
  private final CountDownLatch stopped;

  /**
   * @param faults the faults of the next orders
   * @param stopped opens when the board is switched off
   */
  OrderRun(
      SimulatedBoardOptions options,
      SimulatedMachine machine,
      FaultQueue faults,
      CountDownLatch stopped) {
    this.options = options;
    this.machine = machine;
    this.faults = faults;
    this.stopped = stopped;
  }

  /** An order has come; its fault. */
  OrderFault begin(int slot) {
    OrderFault fault = faults.next();
    report("order slot " + slot + (fault.equals(OrderFault.NONE) ? "" : " with " + fault.kind()));
    return fault;
  }

  /** Whether the next order is to be lost with its link; if so, that was its fault. */
  boolean isLostBeforeIt() {
    boolean lost = faults.takeIf(OrderFault.Kind.LOSE);
    if (lost) {
      report("link lost before the order");
    }
    return lost;
  }

  /**
   * How an order ends of which the board does nothing at all; empty if there is an answer to it.
   */
  static Optional<Optional<End>> unanswered(OrderFault fault) {
    return switch (fault.kind()) {
      case SWALLOW -> Optional.of(Optional.empty());
      case LOSE -> Optional.of(Optional.of(End.UNLINKED));
      default -> Optional.empty();
    };
  }

  /** Runs the motor of a slot, unless the order is to be refused; returns whether a can fell. */
  boolean runMotor(int slot, OrderFault fault, Duration motorTime)
      throws IOException, InterruptedException {
    if (fault.kind() == OrderFault.Kind.NACK) {
      return false;
    }
    Optional<String> obstacle = machine.obstacle(slot);
    if (obstacle.isPresent()) {
      report("no can: " + obstacle.get());
      return false;
    }
    if (isSwitchedOffWithin(motorTime)) {
      return false;
    }
    OptionalLong can = machine.dropCan(slot);
    report(can.isPresent() ? "can " + can.getAsLong() + " slot " + slot : "no can after all");
    return can.isPresent();
  }

  /**
   * Answers an order, as its fault wants it.
   *
   * @param shown the answer as events show it
   */
  Optional<End> answer(BoardSocket link, byte[] answer, String shown, OrderFault fault)
      throws IOException, InterruptedException {
    if (isSwitchedOffWithin(fault.late())) {
      return Optional.of(End.UNLINKED);
    }
    switch (fault.kind()) {
      case SILENCE -> {
        return Optional.empty();
      }
      case CLOSE -> {
        return Optional.of(End.UNLINKED);
      }
      case CUT -> {
        link.send(new byte[] {answer[0]});
        return Optional.of(End.UNLINKED);
      }
      case SPLIT -> {
        for (byte one : answer) {
          link.send(new byte[] {one});
        }
      }
      default -> link.send(answer);
    }
    report("answered " + shown);
    return Optional.empty();
  }

  private boolean isSwitchedOffWithin(Duration time) throws InterruptedException {
    return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  void report(String event) {
    options.events().accept(event);
  }
}
