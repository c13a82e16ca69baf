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
  private static final double WARM = 30;

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

  /**
   * Writes those of a machine that was warm for a day, and then cold.
   *
   * @param cold from when on
   */
  public static void cooled(Path data, String machine, Instant cold, Instant until)
      throws Exception {
    ReadingsFile file = new ReadingsFile(data.resolve(Readings.FILE_NAME));
    for (Instant at = cold.minus(Duration.ofDays(1)); at.isBefore(until); at = at.plus(EVERY)) {
      double celsius = at.isBefore(cold) ? WARM : MEAN;
      file.write(ReadingsFile.minute(at), Map.of(machine, Gathered.of(celsius)));
    }
    file.close();
  }
}
