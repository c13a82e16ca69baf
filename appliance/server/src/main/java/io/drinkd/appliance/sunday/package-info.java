/**
 * The door for clients that speak the Sunday protocol: what a line means, and how answers are
 * spelled.
 *
 * <p>{@link io.drinkd.appliance.sunday.SundayHandler} holds the order of the filters that it adds
 * to the transport of the package {@code net}. A line becomes a {@link
 * io.drinkd.appliance.sunday.Line}, a {@link io.drinkd.appliance.sunday.Command} turns it into an
 * {@link io.drinkd.appliance.sunday.CommandResult}, and a {@link
 * io.drinkd.appliance.sunday.Dialect} spells that. The verbs stand in the package {@code command},
 * one class each.
 *
 * <p>The door has no rule of the house and knows nothing of sockets, SQL, boards' bytes and the
 * configuration's files; it asks the package {@code service}.
 */
package io.drinkd.appliance.sunday;
