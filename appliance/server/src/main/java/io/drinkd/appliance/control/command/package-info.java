/**
 * The operator's commands, one class each, and the command line they stand on.
 *
 * <p>A command is written once and does not know whether it runs in the appliance or in a process
 * of its own. Adding one is adding its class, and its name to the group or to {@link
 * io.drinkd.appliance.control.command.DrinkdCommand}. It knows no client connection, and no file of
 * the configuration.
 */
package io.drinkd.appliance.control.command;
