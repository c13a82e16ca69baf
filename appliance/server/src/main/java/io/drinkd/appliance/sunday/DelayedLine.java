package io.drinkd.appliance.sunday;

import org.apache.mina.filter.FilterEvent;

/**
 * The pause after the {@link PartialReply} of a reply is over.
 *
 * @param reply what is left of it
 */
record DelayedLine(Reply reply) implements FilterEvent {}
