/**
 * Measures the appliance from outside, as its users meet it: over loopback, in processes of their
 * own, started as they are shipped. It prints tables and writes JSON files; it judges nothing, and
 * no test depends on its figures.
 *
 * <p>It must not reach into what it measures. It knows the server's code only to write the books
 * that a run begins with.
 */
package io.drinkd.bench;
