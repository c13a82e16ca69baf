package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.machine.SlotPrice;

/**
 * What a slot's drinks cost from some time on.
 *
 * @param item what is sold in the slot now; empty if the slot is no more
 */
public record PriceLine(SlotPrice price, String item) {}
