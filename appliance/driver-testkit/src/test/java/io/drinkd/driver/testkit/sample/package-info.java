/**
 * Drivers for tests of what all drivers share and of the conformance checks, some of them as they
 * should not be; in a package of their own as a plugin's driver is.
 */
package io.drinkd.driver.testkit.sample;
