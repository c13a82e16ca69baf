/**
 * What the homes of books share: statements on a connection, and a piece of work in a batch with
 * the future that waits for it.
 *
 * <p>It knows no home of books, and not what is written.
 */
package io.drinkd.appliance.store.jdbc;
