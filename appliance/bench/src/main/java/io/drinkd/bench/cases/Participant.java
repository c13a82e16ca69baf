package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.ChildProcess;
import java.util.Map;

/**
 * What is loaded in turn with others.
 *
 * @param row gets its figures
 * @param compilesAtRun whether it is slow at first
 * @param processes whose processor time is looked at, by name; that of {@link LoadFigures#SERVER}
 *     does the work
 */
record Participant(
    Row row, LoadClient client, boolean compilesAtRun, Map<String, ChildProcess> processes) {}
