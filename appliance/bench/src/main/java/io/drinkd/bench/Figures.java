package io.drinkd.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What several runs of the same kind came to: of each figure the median, so that one run that
 * others disturbed does not count.
 *
 * @param rate requests a second that succeeded
 * @param lowestRate of the slowest run
 * @param highestRate of the fastest run
 * @param errors requests that failed, in all runs
 * @param processors how many each kept busy
 */
record Figures(
    double rate,
    double lowestRate,
    double highestRate,
    double p50Millis,
    double p99Millis,
    double p999Millis,
    long errors,
    Optional<String> firstError,
    Map<String, Double> processors) {

  /** One run. */
  record Run(LoadResult result, Map<String, Double> processors) {}

  static Figures of(List<Run> runs) {
    Map<String, Double> processors = new LinkedHashMap<>();
    runs.get(0)
        .processors
        .keySet()
        .forEach(name -> processors.put(name, median(runs, run -> run.processors.get(name))));
    return new Figures(
        median(runs, run -> run.result.rate()),
        runs.stream().mapToDouble(run -> run.result.rate()).min().orElseThrow(),
        runs.stream().mapToDouble(run -> run.result.rate()).max().orElseThrow(),
        median(runs, run -> run.result.latencies().millis(0.5)),
        median(runs, run -> run.result.latencies().millis(0.99)),
        median(runs, run -> run.result.latencies().millis(0.999)),
        runs.stream().mapToLong(run -> run.result.errors()).sum(),
        runs.stream().flatMap(run -> run.result.firstError().stream()).findFirst(),
        processors);
  }

  static <T> double median(List<T> of, ToDoubleFunction<T> figure) {
    double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** For the JSON file. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rate", rate);
    map.put("lowestRate", lowestRate);
    map.put("highestRate", highestRate);
    map.put("p50Millis", p50Millis);
    map.put("p99Millis", p99Millis);
    map.put("p999Millis", p999Millis);
    map.put("errors", errors);
    map.put("processors", new TreeMap<>(processors));
    firstError.ifPresent(error -> map.put("firstError", error));
    return map;
  }
}
