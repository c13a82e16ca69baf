package io.drinkd.appliance.reading;

import io.drinkd.driver.testkit.ManualTimers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Keeps readings in a process of its own, a minute for each line that it reads. */
final class ReadingsProcess {

  private ReadingsProcess() {}

  public static void main(String[] arguments) throws Exception {
    ManualTimers timers = new ManualTimers();
    Readings readings = new Readings(Path.of(arguments[0]), timers);
    BufferedReader minutes =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = minutes.readLine(); line != null; line = minutes.readLine()) {
      readings.measured("d", Double.parseDouble(line));
      timers.advance(Duration.ofMinutes(1));
      // Behind the write, whether or not it can be read.
      readings
          .between("d", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), 2)
          .handle((found, failure) -> 0)
          .join();
      System.out.println("done");
    }
  }
}
