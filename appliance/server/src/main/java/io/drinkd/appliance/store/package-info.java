/**
 * What books are to those who write and read them, wherever they are kept: work in transactions,
 * and futures that complete once it is on disk.
 *
 * <p>It knows no home of books, and not what is written: no account, member, machine or drop.
 */
package io.drinkd.appliance.store;
