package io.drinkd.appliance.drop;

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
    REFUSED,
    /** Nobody knows whether it fell; the price stays held. */
    IN_DOUBT,
    /** It was called off before the order left; nothing is paid. */
    CANCELLED,
    /** The machine cannot be reached; nothing is paid. */
    OFFLINE,
    /** The slot is empty. */
    SLOT_EMPTY,
    /** The slot is not on sale. */
    SLOT_DISABLED,
    /** The machine has no such slot. */
    NO_SUCH_SLOT,
    /** The member cannot pay. */
    POOR,
    /** The member's account was closed meanwhile. */
    MEMBER_GONE,
    /** Too many orders wait, or the machine is quarantined; nothing is paid. */
    BUSY,
    /** The key was used for another request. */
    KEY_REUSED,
    /** The books cannot be written now; nothing is paid. */
    UNAVAILABLE
  }
}
