package io.drinkd.appliance.net;

/**
 * Comes to a protocol's filters as the last message, behind all that the client sent before it: a
 * client that sends its requests and closes its half at once gets every answer. The protocol ends
 * the connection when it is done with what came before.
 *
 * @param why one line for the log
 * @param stopping whether it is the appliance that stops, of which the client does not know yet
 */
public record EndOfInput(String why, boolean stopping) {}
