package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.driver.DropOutcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a request for a drink ended, as it stands on disk.
 *
 * @param kind what became of it
 * @param dropId the drop's number in the books; 0 if none was opened
 * @param available the member's available credits after it
 * @param detail one line that says more
 */
public record DropResult(Kind kind, long dropId, long available, String detail) {

  /** What became of a request. */
  public enum Kind {
    /** The drink fell and is paid. */
    DROPPED,
    /** The board did not make the drop; nothing is paid. */
    REFUSED(Refusal.DROP_REFUSED),
    /** The same, for its motor is jammed. */
    MOTOR_JAMMED(Refusal.MOTOR_JAMMED),
    /** The same, for its motor or its cut-off switch fails. */
    MOTOR_FAILED(Refusal.MOTOR_FAILED),
    /** The same, for the machine's door is open. */
    DOOR_OPEN(Refusal.DOOR_OPEN),
    /** The same, for its motors have no power. */
    NO_POWER(Refusal.NO_POWER),
    /** Nobody knows whether it fell; the price stays held. */
    IN_DOUBT(Refusal.DROP_IN_DOUBT),
    /** It was called off before the order left; nothing is paid. */
    CANCELLED(Refusal.DROP_CANCELLED),
    /** An admin has taken the machine out of service; nothing is paid. */
    OUT_OF_SERVICE(Refusal.OUT_OF_SERVICE),
    /** The machine cannot be reached; nothing is paid. */
    OFFLINE(Refusal.BOARD_AWAY),
    /** The slot is empty. */
    SLOT_EMPTY(Refusal.SLOT_EMPTY),
    /** The slot is not on sale. */
    SLOT_DISABLED(Refusal.SLOT_DISABLED),
    /** The slot has something else, or at another price, than was asked for. */
    SLOT_CHANGED(Refusal.SLOT_CHANGED),
    /** The machine has no such slot. */
    NO_SUCH_SLOT(Refusal.NO_SUCH_SLOT),
    /** The member cannot pay. */
    POOR(Refusal.POOR),
    /** The member's account was closed meanwhile. */
    MEMBER_GONE(Refusal.NOT_LOGGED_IN),
    /** Too many orders wait, or the board is quarantined or at work; nothing is paid. */
    BUSY(Refusal.BOARD_BUSY),
    /** The key was used for another request. */
    KEY_REUSED(Refusal.KEY_REUSED),
    /** The books cannot be written now; nothing is paid. */
    UNAVAILABLE(Refusal.NOT_READY);

    private final Optional<Refusal> refusal;

    Kind() {
      refusal = Optional.empty();
    }

    Kind(Refusal refusal) {
      this.refusal = Optional.of(refusal);
    }

    /** What became of an order that the board refused for the reason. */
    static Kind of(DropOutcome.Refusal reason) {
      return switch (reason) {
        case EMPTY -> SLOT_EMPTY;
        case JAMMED -> MOTOR_JAMMED;
        case MOTOR -> MOTOR_FAILED;
        case BUSY -> BUSY;
        case DOOR_OPEN -> DOOR_OPEN;
        case NO_SUCH_SLOT -> NO_SUCH_SLOT;
        case POWER -> NO_POWER;
        case UNSTATED -> REFUSED;
      };
    }

    /** What the state of a drop is for whoever asked for it. */
    static Kind of(DropState state) {
      return switch (state) {
        case DROPPED -> DROPPED;
        case REFUSED, REFUNDED -> REFUSED;
        case CANCELLED -> CANCELLED;
        case DELAYED, QUEUED, SENT, IN_DOUBT -> IN_DOUBT;
      };
    }

    /** What became of a request that was refused so. */
    static Kind of(RefusedException refused) {
      return Arrays.stream(values())
          .filter(kind -> kind.refusal.equals(Optional.of(refused.refusal())))
          .findFirst()
          .orElseThrow(() -> refused);
    }
  }

  /**
   * The same, for whoever asked.
   *
   * @throws RefusedException unless the drink fell
   */
  public DropResult requireDrink() {
    if (kind.refusal.isPresent()) {
      throw new RefusedException(kind.refusal.get(), detail, dropId);
    }
    return this;
  }
}
