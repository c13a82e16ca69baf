package io.drinkd.appliance.finger;

import io.drinkd.appliance.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The temperatures of a day, drawn with characters: a column each half hour. */
final class DayGraph {

  private static final int COLUMNS = 48;
  private static final long COLUMN_MILLIS = Duration.ofMinutes(30).toMillis();
  private static final int ROWS = 9;

  /** So that the noise of a thermometer is no mountain range. */
  private static final double LEAST_SPAN = 2.0;

  private DayGraph() {}

  /**
   * The rows of the graph, the greatest temperature first; one line that says so if nothing was
   * measured.
   *
   * @param until the end of the day
   */
  static List<String> of(List<Reading> readings, Instant until) {
    double[] means = means(readings, until);
    double least = Arrays.stream(means).filter(mean -> !Double.isNaN(mean)).min().orElse(0);
    double most = Arrays.stream(means).filter(mean -> !Double.isNaN(mean)).max().orElse(-1);
    if (most < least) {
      return List.of("  nothing was measured within a day");
    }
    double middle = (least + most) / 2;
    double half = Math.max(most - least, LEAST_SPAN) / 2;
    List<String> lines = new ArrayList<>();
    for (int row = ROWS - 1; row >= 0; row--) {
      double level = middle - half + row * 2 * half / (ROWS - 1);
      lines.add(String.format(Locale.ROOT, "%6.1f C |%s", level, drawn(means, middle, half, row)));
    }
    lines.add("         +" + "-".repeat(COLUMNS));
    lines.add("         24 hours ago       12 hours ago               now");
    return lines;
  }

  /** The mean of each column; not a number where nothing was measured. */
  private static double[] means(List<Reading> readings, Instant until) {
    double[] sums = new double[COLUMNS];
    int[] counts = new int[COLUMNS];
    for (Reading reading : readings) {
      long ago = (until.toEpochMilli() - reading.at().toEpochMilli()) / COLUMN_MILLIS;
      if (ago >= 0 && ago < COLUMNS) {
        int column = COLUMNS - 1 - (int) ago;
        sums[column] += reading.mean();
        counts[column]++;
      }
    }
    for (int i = 0; i < COLUMNS; i++) {
      sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
    }
    return sums;
  }

  private static String drawn(double[] means, double middle, double half, int row) {
    StringBuilder drawn = new StringBuilder();
    for (double mean : means) {
      boolean here = Math.round((mean - middle + half) / (2 * half) * (ROWS - 1)) == row;
      drawn.append(!Double.isNaN(mean) && here ? '*' : ' ');
    }
    return drawn.toString().stripTrailing();
  }
}
