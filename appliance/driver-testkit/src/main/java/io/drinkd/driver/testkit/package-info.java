/**
 * Tools to test drivers: a simulated board that behaves like the firmware, manual timers, a runner
 * that replays a driver's transcripts, and conformance checks.
 *
 * <p>It knows the contract with drivers and the TINI boards' side of their protocol. It must not
 * know the appliance, and the simulated board must not use the code that it tests: it encodes its
 * messages itself.
 */
package io.drinkd.driver.testkit;
