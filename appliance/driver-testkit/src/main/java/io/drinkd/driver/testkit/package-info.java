/**
 * Tools to test drivers: simulated boards that behave like the firmware, manual timers, a runner
 * that replays a driver's transcripts, and conformance checks.
 *
 * <p>It knows the contract with drivers, and the boards' side of the protocols of those that are
 * shipped. It must not know the appliance, and a simulated board must not use the code that it
 * tests: it encodes its messages itself.
 */
package io.drinkd.driver.testkit;
