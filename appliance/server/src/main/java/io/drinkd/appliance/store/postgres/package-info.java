/**
 * Books in a PostgreSQL database, the bank: for houses that want a spare appliance, or their books
 * where their other data is.
 *
 * <p>{@link io.drinkd.appliance.store.postgres.BatchWriter} merges the work that waits into one
 * transaction. {@link io.drinkd.appliance.store.postgres.BankSession} is the connection on which
 * that happens, and holds the bank for this process; {@link
 * io.drinkd.appliance.store.postgres.ReadPool} reads beside it.
 *
 * <p>All that is PostgreSQL's own is here and nowhere else. It knows how to be durable, not what is
 * written: no account, member, machine or drop.
 */
package io.drinkd.appliance.store.postgres;
