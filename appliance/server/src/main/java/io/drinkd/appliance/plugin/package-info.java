/**
 * Loads drivers: the folder of plugins, and the drivers in them.
 *
 * <p>It knows the contract with plugins and how to refuse one that breaks it; it knows no machine
 * and opens no board.
 */
package io.drinkd.appliance.plugin;
