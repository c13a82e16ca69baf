package io.drinkd.appliance.config;

import java.time.Duration;

/**
 * How wrong logins are slowed down.
 *
 * @param wrong how many in a row are answered at once, at least 1
 * @param pause what the next one has to wait; each further one waits twice as long as the one
 *     before it
 * @param pauseMax the longest pause
 */
public record LoginLimits(int wrong, Duration pause, Duration pauseMax) {}
