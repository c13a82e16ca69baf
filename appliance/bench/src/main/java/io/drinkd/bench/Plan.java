package io.drinkd.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a case is to be measured.
 *
 * @param home the checkout
 * @param folder gets what the case writes
 * @param rounds how often everything is measured, in turn
 * @param warmUp how long each run goes on before it counts
 * @param measured how long each run counts
 * @param clients how many connections, each number in turn
 * @param boards how many machines, each number in turn
 */
record Plan(
    Path home,
    Path folder,
    int rounds,
    Duration warmUp,
    Duration measured,
    List<Integer> clients,
    List<Integer> boards) {}
