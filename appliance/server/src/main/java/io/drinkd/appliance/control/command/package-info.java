/**
 * The operator's commands, one class each, and the command line that they belong to.
 *
 * <p>A command turns words into values, calls {@link io.drinkd.appliance.service.Services}, and
 * gives what comes back to {@link io.drinkd.appliance.control.output.Output}; it has no rule of the
 * house, and does not know whether a table or JSON is printed. It is written once and does not know
 * whether it runs in the appliance or in a process of its own. What asks first takes a {@link
 * io.drinkd.appliance.control.command.Confirmation}, what looks back a {@link
 * io.drinkd.appliance.control.command.Span}.
 *
 * <p>To add one, add its class, and name it in its group or in {@link
 * io.drinkd.appliance.control.command.DrinkdCommand}. It knows no connection of a client, no
 * configuration file, and nothing of the store.
 */
package io.drinkd.appliance.control.command;
