/**
 * What books are to those who write and read them, wherever they are kept: work in transactions,
 * and futures that complete once it is on disk. Beside them, what holds for all files on disk:
 * whose they are, and how to say why one cannot be used.
 *
 * <p>It knows no home of books, and imports nothing that is written: no account, member or drop. Of
 * machines it knows only that one process at a time sends orders to each, and of drops that their
 * senders can be noted, by their numbers.
 */
package io.drinkd.appliance.store;
