package io.drinkd.appliance.sunday;

/**
 * The rows of a reply whose last line follows after a pause.
 *
 * @param text whole lines with their ends
 */
record PartialReply(String text) implements OutboundText {}
