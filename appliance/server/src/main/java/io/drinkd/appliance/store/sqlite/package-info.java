/**
 * Books in one SQLite file, written by one thread that merges all waiting work into one commit;
 * another thread syncs SQLite's log to disk and completes the writes.
 *
 * <p>{@link io.drinkd.appliance.store.sqlite.WriteThread} executes and commits, {@link
 * io.drinkd.appliance.store.sqlite.SyncThread} syncs under load, {@link
 * io.drinkd.appliance.store.sqlite.LogCheckpoint} copies the log into the file meanwhile.
 *
 * <p>All that is SQLite's own is here and nowhere else. It knows how to be durable, not what is
 * written: no account, member, machine or drop.
 */
package io.drinkd.appliance.store.sqlite;
