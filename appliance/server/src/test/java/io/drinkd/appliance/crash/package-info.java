/**
 * The proof that the money survives crashes: the real appliance is ended at every point at which
 * that could matter, and its books are compared with the cans that fell and with the replies that
 * members got.
 */
package io.drinkd.appliance.crash;
