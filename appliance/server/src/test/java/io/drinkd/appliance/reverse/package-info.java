/** A protocol as somebody would add it, for the tests of how protocols are added. */
package io.drinkd.appliance.reverse;
