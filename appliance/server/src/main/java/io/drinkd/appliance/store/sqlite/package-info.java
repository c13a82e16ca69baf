/**
 * Books in one SQLite file, written by one thread that merges all waiting work into one commit;
 * another thread syncs SQLite's log to disk and completes the writes.
 *
 * <p>All that is SQLite's own is here and nowhere else. It knows how to be durable, not what is
 * written: no account, member, machine or drop.
 */
package io.drinkd.appliance.store.sqlite;
