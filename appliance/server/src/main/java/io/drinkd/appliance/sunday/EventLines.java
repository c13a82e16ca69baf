package io.drinkd.appliance.sunday;

/**
 * Events for a watching client, between replies.
 *
 * @param text whole lines with their ends
 */
record EventLines(String text) implements OutboundText {}
