/**
 * The client side of a measurement: connections that send requests and time the replies, when a
 * server counts as warm, and clients that mean harm. It exists apart so that what one thread can
 * send does not depend on what is measured.
 *
 * <p>It must not know which servers there are, how they are started, or what becomes of the
 * figures.
 */
package io.drinkd.bench.load;
