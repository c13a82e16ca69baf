package io.drinkd.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a case is to be measured.
 *
 * @param home the checkout
 * @param folder gets what the case writes
 * @param rounds how often everything is measured, in turn
 * @param warmUp how long each run goes on before it counts
 * @param measured how long each run counts
 */
record Plan(Path home, Path folder, int rounds, Duration warmUp, Duration measured) {}
