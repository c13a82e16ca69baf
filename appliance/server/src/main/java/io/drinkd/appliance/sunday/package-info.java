/**
 * The door for clients that speak the Sunday protocol: an acceptor, a chain of filters, and what a
 * line means.
 *
 * <p>{@link io.drinkd.appliance.sunday.SundayDoor} opens a listener and holds the order of the
 * filters. A line becomes a {@link io.drinkd.appliance.sunday.Line}, a {@link
 * io.drinkd.appliance.sunday.Command} turns it into an {@link
 * io.drinkd.appliance.sunday.CommandResult}, and a {@link io.drinkd.appliance.sunday.Dialect}
 * spells that. The verbs stand in the package {@code command}, one class each.
 *
 * <p>Everything of a connection happens on its I/O thread: no locks, and nothing here may block.
 * The door knows nothing of SQL, of boards' bytes and of the configuration's files; it asks the
 * members, the ledger, the machines and the dispatcher.
 */
package io.drinkd.appliance.sunday;
