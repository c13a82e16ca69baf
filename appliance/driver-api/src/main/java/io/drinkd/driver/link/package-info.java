/**
 * The hard parts of talking to a board, once for all drivers: the session, login, one order in
 * flight, time-outs, late answers, keep-alive, and reconnecting after a loss.
 *
 * <p>It knows no model: the bytes are the business of each driver's codec, which turns them into
 * {@link io.drinkd.driver.link.BoardMessage} and {@link io.drinkd.driver.link.BoardRequest}. It
 * knows nothing of members, money, clients or the store.
 */
package io.drinkd.driver.link;
