/**
 * The hard parts of talking to a board, once for all drivers: the session, login, one order in
 * flight, time-outs, late answers, keep-alive, and reconnecting after a loss.
 *
 * <p>A board with a connection for each question has a {@link io.drinkd.driver.link.VisitedLink},
 * in which each is a {@link io.drinkd.driver.link.Visit}; all else is the same.
 *
 * <p>It knows no model: the bytes are the business of each driver's codec, which turns them into
 * {@link io.drinkd.driver.link.BoardMessage} and {@link io.drinkd.driver.link.BoardRequest}. It
 * knows nothing of members, money, clients or the store.
 *
 * <p>The way of an order, from {@link io.drinkd.driver.Board#drop} to the board and back; the rest
 * of a drop's way stands in the appliance's root package.
 *
 * <pre>
 *    1  driver.link     BoardLink            passes it to the link that the model's traits ask for
 *    2  driver.link     HeldLink             refuses an order that cannot leave: no link, no such slot
 *    3  driver.link     LinkOrders           makes it the one order in flight, with its time-out
 *    4  driver.link     BoardProtocol        says what is asked and answered: the driver's own
 *    5  driver.link     DialogueRun          carries that out, one question after the other
 *    6  driver.link     LinkSession          sends each; from the one that commits the order is given
 *    7  driver.link     BoardLineCodec       encodes it as a line, in the driver's own codec
 *    8  driver.tini     TiniGrammar          spells it, for the TINI boards: 31
 *    9  driver.link     ErrorGuard           closes the link if anything below throws, when bytes come
 *   10  driver.link     HandOverFilter       passes them from the I/O thread to the machine's thread
 *   11  driver.link     BoardLineCodec       cuts a line out of them, and has the driver's codec read it
 *   12  driver.tini     TiniGrammar          reads it: 4, the drop was made
 *   13  driver.link     LinkHandler          passes the message to whoever owns the session
 *   14  driver.link     HeldLink             drops it if it is from an older session
 *   15  driver.link     LinkSession          takes it as the answer to the question
 *   16  driver.link     LinkOrders           ends the order, and completes its future
 * </pre>
 */
package io.drinkd.driver.link;
