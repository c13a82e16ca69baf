/**
 * How the books are kept: one SQLite file, written by one thread that merges all waiting
 * transactions into one commit; another puts SQLite's log on disk and tells whoever waits.
 *
 * <p>It knows how to be durable, not what is written: no account, member, machine or drop.
 */
package io.drinkd.appliance.store;
