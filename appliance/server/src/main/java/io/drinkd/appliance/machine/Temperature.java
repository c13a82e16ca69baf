package io.drinkd.appliance.machine;

import java.time.Instant;

/**
 * What a machine's thermometer has reported.
 *
 * @param celsius degrees Celsius
 * @param at when
 */
public record Temperature(double celsius, Instant at) {}
