package io.drinkd.appliance.config;

import java.time.Duration;

/**
 * Bounds that hold for the appliance as a whole.
 *
 * @param delayMax the longest delay of a drop
 * @param queuePerBoard how many orders may wait for one board
 */
public record Limits(Duration delayMax, int queuePerBoard) {}
