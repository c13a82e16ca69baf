package io.drinkd.appliance.config;

import java.time.Duration;

/**
 * What becomes of wrong logins.
 *
 * @param wrong how many in a row cost nothing, at least 1
 * @param pause what the next one has to wait; each further one waits twice as long as the one
 *     before it
 * @param pauseMax the longest pause
 */
public record LoginLimits(int wrong, Duration pause, Duration pauseMax) {}
