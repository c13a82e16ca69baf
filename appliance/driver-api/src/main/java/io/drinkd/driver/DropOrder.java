package io.drinkd.driver;

/**
 * One order to drop a drink.
 *
 * @param dropId the appliance's number of the drop, for logs and late answers; never on the wire
 *     unless the board's protocol carries such a number
 * @param slot the slot as the board counts it
 */
public record DropOrder(long dropId, int slot) {}
