package io.drinkd.appliance.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * All that is counted in one appliance. May be used by any number of threads.
 *
 * <p>Whoever counts asks for a counter once and keeps it: finding it costs more than counting.
 */
public final class Metrics {

  /** Stands for each label of what is more than the bound of its family. */
  public static final String OTHER = "other";

  /** By the family's name, in its order. */
  private final Map<String, Supplier<Measured>> families = new ConcurrentSkipListMap<>();

  private final Map<Family, Map<List<String>, Counter>> counters = new ConcurrentHashMap<>();

  /**
   * One series.
   *
   * @param labels the values of the family's labels, in their order
   */
  public record Sample(List<String> labels, double value) {

    public static Sample of(double value, String... labels) {
      return new Sample(List.of(labels), value);
    }
  }

  /**
   * A family as it is now.
   *
   * @param samples its series; empty for a histogram
   * @param histograms what a histogram has recorded; empty for other families
   */
  public record Measured(Family family, List<Sample> samples, List<Histogram.State> histograms) {}

  /**
   * The counter of these labels; the same each time.
   *
   * @param labels the values of the family's labels, in their order
   */
  public Counter counter(Family family, String... labels) {
    Map<List<String>, Counter> of =
        counters.computeIfAbsent(family, any -> new ConcurrentHashMap<>());
    families.computeIfAbsent(family.name(), any -> () -> measured(family, of));
    List<String> key = List.of(labels);
    Counter known = of.get(key);
    if (known != null) {
      return known;
    }
    // One of them is for all others.
    boolean room = of.size() < family.most() - 1;
    List<String> kept = room ? key : Collections.nCopies(labels.length, OTHER);
    return of.computeIfAbsent(kept, any -> new Counter());
  }

  private static Measured measured(Family family, Map<List<String>, Counter> of) {
    List<Sample> samples = new ArrayList<>();
    of.forEach((labels, counter) -> samples.add(new Sample(labels, counter.sum())));
    return new Measured(family, samples, List.of());
  }

  /**
   * A histogram; to be asked for once.
   *
   * @param bounds the upper bounds of its classes, ascending
   */
  public Histogram histogram(Family family, List<Duration> bounds) {
    Histogram histogram = new Histogram(bounds);
    families.put(family.name(), () -> new Measured(family, List.of(), List.of(histogram.state())));
    return histogram;
  }

  /**
   * Figures that somebody else has, and that are read when they are wanted.
   *
   * @param source called on any thread; from memory
   */
  public void read(Family family, Supplier<List<Sample>> source) {
    families.put(
        family.name(),
        () -> new Measured(family, source.get().stream().limit(family.most()).toList(), List.of()));
  }

  /** All families as they are now, by their names. */
  public List<Measured> measured() {
    return families.values().stream().map(Supplier::get).toList();
  }
}
