/** A driver as it should not be, in a package of its own as a plugin's driver is. */
package io.drinkd.driver.testkit.bad;
