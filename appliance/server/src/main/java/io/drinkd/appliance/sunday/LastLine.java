package io.drinkd.appliance.sunday;

import org.apache.mina.filter.FilterEvent;

/**
 * The pause after the {@link Rows} of a reply is over.
 *
 * @param reply what is left of it
 */
record LastLine(Reply reply) implements FilterEvent {}
