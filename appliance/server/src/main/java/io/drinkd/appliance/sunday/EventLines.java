package io.drinkd.appliance.sunday;

/**
 * Events that a watching client is told of, between replies.
 *
 * @param text whole lines with their ends
 */
record EventLines(String text) implements OutboundMessage {}
