package io.drinkd.driver.link;

/** What is said to a board, in terms that all models share. A driver's codec encodes these. */
public sealed interface BoardRequest {

  /** The board is let in. */
  record AcceptLogin() implements BoardRequest {}

  /** The board is not let in; the link is closed after it. */
  record RefuseLogin() implements BoardRequest {}

  /** Drop one item from the slot. */
  record Drop(int slot) implements BoardRequest {}

  /** Tell the state of all slots; also asked to hear whether the board is still there. */
  record AskSlots() implements BoardRequest {}
}
