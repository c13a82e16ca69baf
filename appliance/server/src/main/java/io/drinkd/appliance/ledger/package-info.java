/**
 * The money: accounts, transfers between two of them, and credits held for what is not yet known.
 *
 * <p>It imports nothing of members, machines or drops: those name their accounts by number. Its
 * statements name one of their tables, {@code drop_order}: in {@link
 * io.drinkd.appliance.ledger.Ledger#hasOpenDrops} for departures, which are below {@code drop}, and
 * in {@link io.drinkd.appliance.ledger.IdempotencyKeys}, because a drop has its key in its own row,
 * where one that is too old is cleared. Every change is made inside a transaction of the store that
 * a caller opens, so that money and what it was paid for change together.
 */
package io.drinkd.appliance.ledger;
