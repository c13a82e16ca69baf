/**
 * The door for clients that speak the Sunday protocol: what a line means, and how answers are
 * spelled.
 *
 * <p>{@link io.drinkd.appliance.sunday.SundayHandler} holds the order of the filters that it adds
 * to the transport of the package {@code net}. A line becomes a {@link
 * io.drinkd.appliance.sunday.Line}, a {@link io.drinkd.appliance.sunday.Command} turns it into a
 * {@link io.drinkd.appliance.sunday.CommandResult}, and a {@link
 * io.drinkd.appliance.sunday.Dialect} spells that. The verbs stand in the package {@code command},
 * one class each.
 *
 * <p>It must not know a rule of the house, for which it asks the package {@code service}; nor
 * sockets, SQL, a board's bytes or the configuration's files.
 */
package io.drinkd.appliance.sunday;
