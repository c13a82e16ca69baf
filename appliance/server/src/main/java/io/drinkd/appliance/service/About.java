package io.drinkd.appliance.service;

import java.time.Instant;

/**
 * What the appliance says of itself.
 *
 * @param name how it calls itself
 * @param version which version of drinkd it is
 * @param start since when it runs
 */
public record About(String name, String version, Instant start) {}
