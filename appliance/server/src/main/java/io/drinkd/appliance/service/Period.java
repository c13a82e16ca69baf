package io.drinkd.appliance.service;

import java.time.Instant;

/**
 * A time that has a beginning and an end.
 *
 * @param from belongs to it
 * @param until is the first moment behind it
 */
public record Period(Instant from, Instant until) {}
