package io.drinkd.appliance.machine;

import java.time.Instant;

/**
 * What a slot's drinks cost from some time on.
 *
 * @param price whole credits; 0 is free
 * @param from until the slot's next price
 * @param actor who set it, such as {@code admin:alice}
 */
public record SlotPrice(int slot, long price, Instant from, String actor) {}
