package io.drinkd.appliance.sunday;

import org.apache.mina.filter.FilterEvent;

/**
 * The outcome of the request that was waited for has come.
 *
 * @param login whether the request was a login verb, see {@link AuthFilter}
 */
record Answered(CommandResult outcome, boolean login) implements FilterEvent {}
