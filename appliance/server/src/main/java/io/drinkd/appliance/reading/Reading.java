package io.drinkd.appliance.reading;

import java.time.Instant;

/**
 * What was measured in a machine during some time, in degrees Celsius.
 *
 * @param at when that time began
 */
public record Reading(Instant at, double least, double mean, double most) {}
