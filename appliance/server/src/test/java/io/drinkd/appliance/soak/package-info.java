/**
 * A long run of many boards of all kinds that fail in every way, and many clients, after which each
 * can has to be accounted for. It knows the appliance as a process.
 */
package io.drinkd.appliance.soak;
