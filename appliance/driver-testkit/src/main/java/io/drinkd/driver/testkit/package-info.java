/**
 * What drivers are tested with: a simulated board that behaves as the firmware does, time that
 * moves by hand, and the runner that replays a driver's transcripts.
 *
 * <p>It knows the contract with drivers and the TINI boards' side of their protocol. It must not
 * know the appliance, and the simulated board must not use the code that it is there to test: what
 * it says, it spells itself.
 */
package io.drinkd.driver.testkit;
