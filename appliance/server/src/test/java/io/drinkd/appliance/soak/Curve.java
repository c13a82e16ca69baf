package io.drinkd.appliance.soak;

import io.drinkd.appliance.process.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What the appliance held over the time of a soak, at {@value #POINTS} points at equal distances.
 * The first {@value #WARM_UP} are not judged; the others are three thirds, and what is held is flat
 * if the median of the last third is but little above that of the first one.
 */
final class Curve {

  static final int POINTS = 30;

  private static final int WARM_UP = 3;
  private static final int THIRD = (POINTS - WARM_UP) / 3;

  /**
   * Of the resident memory, the whole heap has been there from the beginning; what SQLite caches
   * grows with the books, up to 16 MiB, which is 5 %.
   */
  private static final List<Measure> MEASURES =
      List.of(
          new Measure("resident memory in kB", Vitals::residentKilobytes, 7),
          new Measure("heap after collection in kB", Vitals::heapKilobytes, 5),
          new Measure("metaspace in kB", Vitals::metaspaceKilobytes, 5),
          new Measure("threads", Vitals::threads, 5),
          new Measure("descriptors", Vitals::descriptors, 5));

  private static final String HEADING =
      "second,resident_kilobytes,heap_kilobytes,metaspace_kilobytes,threads,descriptors,"
          + "processor_millis,drops";

  private final List<Vitals> points = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();

  /**
   * What is looked at.
   *
   * @param morePercent how much more the last third may have than the first
   */
  private record Measure(String name, ToLongFunction<Vitals> value, int morePercent) {

    long median(List<Vitals> of) {
      return of.stream().mapToLong(value).sorted().skip(of.size() / 2).findFirst().orElseThrow();
    }
  }

  /** Of one measure, what the judgement rests on and what it is. */
  record Judgement(String text, boolean flat) {}

  /**
   * Adds a point and prints it.
   *
   * @param drops made until then
   */
  void add(Duration since, Vitals point, long drops) {
    if (points.isEmpty()) {
      System.out.println("     s   resident       heap  metaspace threads descriptors  drops");
    }
    points.add(point);
    rows.add(
        Stream.of(
                since.toSeconds(),
                point.residentKilobytes(),
                point.heapKilobytes(),
                point.metaspaceKilobytes(),
                point.threads(),
                point.descriptors(),
                point.processorMillis(),
                drops)
            .map(String::valueOf)
            .reduce((one, other) -> one + "," + other)
            .orElseThrow());
    System.out.printf(
        Locale.ROOT,
        "%6d %7d kB %7d kB %7d kB %7d %11d %6d%n",
        since.toSeconds(),
        point.residentKilobytes(),
        point.heapKilobytes(),
        point.metaspaceKilobytes(),
        point.threads(),
        point.descriptors(),
        drops);
  }

  /** Writes all points, for whoever draws them. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, Stream.concat(Stream.of(HEADING), rows.stream()).toList());
  }

  /** One for each measure. */
  List<Judgement> judge() {
    List<Vitals> first = points.subList(WARM_UP, WARM_UP + THIRD);
    List<Vitals> last = points.subList(points.size() - THIRD, points.size());
    return MEASURES.stream()
        .map(
            measure -> {
              long before = measure.median(first);
              long after = measure.median(last);
              boolean flat = after * 100 <= before * (100 + measure.morePercent);
              String text =
                  "%s: median %d of points %d to %d, %d of the last %d: %s (up to %d %% more is flat)"
                      .formatted(
                          measure.name,
                          before,
                          WARM_UP + 1,
                          WARM_UP + THIRD,
                          after,
                          THIRD,
                          flat ? "flat" : "GROWS",
                          measure.morePercent);
              return new Judgement(text, flat);
            })
        .toList();
  }
}
