package io.drinkd.driver.link;

/** A request to a board, in terms that all models share. A driver's codec encodes these. */
public sealed interface BoardRequest {

  /** The board's login is accepted. */
  record AcceptLogin() implements BoardRequest {}

  /** The board's login is refused; the link is closed after it. */
  record RefuseLogin() implements BoardRequest {}

  /**
   * Drop one item from the slot.
   *
   * @param dropId the number of the drop, for models whose orders carry one
   */
  record Drop(int slot, long dropId) implements BoardRequest {}

  /**
   * A line of the driver's own, which a {@link BoardLineCodec} sends as it is.
   *
   * @param text in ASCII and without LF
   */
  record Line(String text) implements BoardRequest {}

  /** Report the state of all slots; also sent to find out whether the board is still alive. */
  record AskSlots() implements BoardRequest {}
}
