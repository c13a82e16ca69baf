package io.drinkd.appliance.config;

import java.time.Duration;

/**
 * Bounds that hold for the appliance as a whole.
 *
 * @param delayMax the longest delay of a drop
 * @param queuePerBoard how many orders may wait for one board
 * @param ioProcessors how many I/O threads serve one listener
 */
public record Limits(Duration delayMax, int queuePerBoard, int ioProcessors) {}
