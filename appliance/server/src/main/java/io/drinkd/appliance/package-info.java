/**
 * The process: reads its command line, wires all parts together, starts them, and stops them in the
 * opposite order.
 *
 * <p>Everything may be known here and nothing is decided here; no other package imports this one.
 */
package io.drinkd.appliance;
