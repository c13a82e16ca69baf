/**
 * How the result of an operator's command is printed: for people as a table, for programs as JSON
 * or CSV.
 *
 * <p>A command states once which fields its result has, as a {@link
 * io.drinkd.appliance.control.output.Table}, and gives the rows; an {@link
 * io.drinkd.appliance.control.output.Output} prints them. What a time, an empty value or a flag
 * looks like is decided here and nowhere else. It knows no command, and nothing of what the values
 * mean.
 */
package io.drinkd.appliance.control.output;
