/**
 * How the books are stored: one SQLite file, written by one thread that merges all waiting
 * transactions into one commit; another thread syncs SQLite's log to disk and completes the writes.
 *
 * <p>It knows how to be durable, not what is written: no account, member, machine or drop.
 */
package io.drinkd.appliance.store;
