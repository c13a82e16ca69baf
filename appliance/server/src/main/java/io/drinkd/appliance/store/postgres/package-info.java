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
 * <p>Five guards keep two appliances from ordering at one machine; each is for what gets past those
 * before it:
 *
 * <ol>
 *   <li>the lock of the machine, which one session at a time has ({@code MachineLocks.lock});
 *   <li>the epoch that each taking raises: the transaction that writes "sent" sees that its own is
 *       still the last ({@code DropStore.requireOwned});
 *   <li>the wait of a new owner whose predecessor did not release the machine ({@link
 *       io.drinkd.appliance.store.Owners#untilOrders});
 *   <li>the proof that the session was there a short time ago, asked for once "sent" is on disk and
 *       before the driver is called ({@code Order.order}, {@link
 *       io.drinkd.appliance.store.Owners#mayOrder});
 *   <li>the same once more as the bytes are handed to the system ({@code OrderGate} of the driver
 *       API).
 * </ol>
 *
 * <p>What is in the memory of several appliances follows all of them by {@link
 * io.drinkd.appliance.store.postgres.ChangeFeed}: numbered rows, written in the transaction of the
 * change, and taken in by the thread that writes, so that own changes and others' come in one
 * order. {@link io.drinkd.appliance.store.postgres.ChangeListener} only makes it sooner.
 *
 * <p>All that is PostgreSQL's own is here and nowhere else. It knows how to be durable, and imports
 * nothing that is written; of machines it knows who owns them. Statements name tables of others in
 * two places: {@code MachineLocks.absentSenders} looks which drops are open, and {@link
 * io.drinkd.appliance.store.postgres.BankImport} fills all tables if some of them are empty.
 */
package io.drinkd.appliance.store.postgres;
