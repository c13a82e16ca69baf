package io.drinkd.appliance.machine;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a machine's link and of its orders at a moment: as this appliance has found it,
 * or as the one says that has the machine.
 *
 * @param statusSince since when it has its present status; empty if it has never changed
 * @param connectedSince since when the board is linked and logged in; empty if it is not
 * @param lastMessage when the board last sent a message; empty if it never did
 * @param counts what is counted since the appliance that has the machine was started; empty if no
 *     appliance has it, or it is not known yet
 */
public record LinkFacts(
    Optional<Instant> statusSince,
    Optional<Instant> connectedSince,
    Optional<Instant> lastMessage,
    Optional<Counts> counts) {

  /**
   * What is counted.
   *
   * @param made how many orders the board has carried out, by answers that came late too
   * @param refused how many orders the board has refused, by answers that came late too
   * @param unanswered how many orders were not answered in time, and not later either
   * @param garbage how many malformed messages the board has sent, by a loose plug or a fault of
   *     its own
   */
  public record Counts(long made, long refused, long unanswered, long garbage) {}

  /** What is left of it where no link is known of, since that moment. */
  LinkFacts withoutLink(Instant since) {
    return new LinkFacts(Optional.of(since), Optional.empty(), lastMessage, Optional.empty());
  }
}
