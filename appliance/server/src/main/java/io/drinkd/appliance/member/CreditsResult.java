package io.drinkd.appliance.member;

/**
 * How a move of credits ended, as it stands on disk.
 *
 * @param kind what became of it
 * @param available what the member who is told about it has available after it
 */
public record CreditsResult(Kind kind, long available) {

  /** What became of it. */
  public enum Kind {
    /** The credits have moved, now or when the key was first used. */
    DONE,
    /** Somebody would go below the floor; nothing has moved. */
    POOR,
    /** The key was used for another request; nothing has moved. */
    KEY_REUSED
  }
}
