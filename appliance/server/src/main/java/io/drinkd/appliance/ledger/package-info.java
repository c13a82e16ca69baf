/**
 * The money: accounts, transfers between two of them, and credits held for what is not yet known.
 *
 * <p>It knows neither members nor machines nor drops: those name their accounts and holds by
 * number. Every change is made inside a transaction of the store that a caller opens, so that money
 * and what it was paid for change together.
 */
package io.drinkd.appliance.ledger;
