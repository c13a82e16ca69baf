/**
 * Books in a PostgreSQL database, the bank: for houses with several appliances, or that want their
 * books where their other data is.
 *
 * <p>{@link io.drinkd.appliance.store.postgres.BatchWriter} merges the work that waits into one
 * transaction. {@link io.drinkd.appliance.store.postgres.BankSession} is the connection on which
 * that happens, and has the locks of this appliance; {@link
 * io.drinkd.appliance.store.postgres.ReadPool} reads beside it. {@link
 * io.drinkd.appliance.store.postgres.MachineOwners} takes machines by locks of that connection, so
 * that whoever loses it loses them all.
 *
 * <p>What is in the memory of several appliances follows all of them by {@link
 * io.drinkd.appliance.store.postgres.ChangeFeed}: numbered rows, written in the transaction of the
 * change, and taken in by the thread that writes, so that own changes and others' come in one
 * order. {@link io.drinkd.appliance.store.postgres.ChangeListener} only makes it sooner.
 *
 * <p>All that is PostgreSQL's own is here and nowhere else. It knows how to be durable, not what is
 * written: no account, member or drop; and of machines only who owns them.
 */
package io.drinkd.appliance.store.postgres;
