package io.drinkd.appliance.reading;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The temperatures of the days before a test, as an appliance has left them. */
public final class MeasuredDays {

  private static final Duration EVERY = Duration.ofMinutes(30);
  private static final double MEAN = 5;
  private static final double SWING = 3;
  private static final double RADIANS = 0.2;

  private MeasuredDays() {}

  /**
   * Writes them.
   *
   * @param data the data folder, which no appliance uses
   */
  public static void write(Path data, String machine, Instant until, int days) throws Exception {
    ReadingsFile file = new ReadingsFile(data.resolve(Readings.FILE_NAME));
    int count = 0;
    for (Instant at = until.minus(Duration.ofDays(days)); at.isBefore(until); at = at.plus(EVERY)) {
      double celsius = MEAN + SWING * Math.sin(count * RADIANS);
      file.write(ReadingsFile.minute(at), Map.of(machine, Gathered.of(celsius)));
      count++;
    }
    file.close();
  }
}
