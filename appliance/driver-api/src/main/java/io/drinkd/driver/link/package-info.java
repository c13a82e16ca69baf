/**
 * The hard parts of talking to a board, once for all drivers: the session, login, one order in
 * flight, time-outs, late answers, keep-alive, and reconnecting after a loss.
 *
 * <p>It knows no model: the bytes are the business of each driver's codec, which turns them into
 * {@link io.drinkd.driver.link.BoardMessage} and {@link io.drinkd.driver.link.BoardRequest}. It
 * knows nothing of members, money, clients or the store.
 *
 * <p>The way of an order, from {@link io.drinkd.driver.Board#drop} to the board and back; the rest
 * of a drop's way stands in the appliance's root package.
 *
 * <pre>
 *    1  driver.link     BoardLink            refuses an order that cannot leave: no link, no such slot
 *    2  driver.link     BoardSession         sends it as the one order in flight
 *    3  driver.link     OrderInFlight        keeps its future and its time-out
 *    4  driver.link     BoardLineCodec       encodes it as a line, in the driver's own codec
 *    5  driver.tini     TiniGrammar          spells it, for the TINI boards: 31
 *    6  driver.link     ErrorGuard           closes the link if anything below throws, when bytes come
 *    7  driver.link     HandOverFilter       passes them from the I/O thread to the machine's thread
 *    8  driver.link     BoardLineCodec       cuts a line out of them, and has the driver's codec read it
 *    9  driver.tini     TiniGrammar          reads it: 4, the drop was made
 *   10  driver.link     LinkHandler          passes the message to whoever owns the session
 *   11  driver.link     Dialer               passes it to the driver's subscription; it has dialled the board
 *   12  driver.link     BoardLink            drops it if it is from an older session
 *   13  driver.link     BoardSession         takes it as the answer to the order in flight
 *   14  driver.link     OrderInFlight        ends, and completes its future
 * </pre>
 */
package io.drinkd.driver.link;
