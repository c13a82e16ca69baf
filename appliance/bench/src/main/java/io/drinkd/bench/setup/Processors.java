package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who kept the processors busy: a look at the beginning of a run, and {@link #used} at its end.
 * Whatever is neither named nor this process belongs to others, and makes a run worth less.
 */
public final class Processors {

  /** Under this name stands the process that measures. */
  public static final String CLIENT = "client";

  /** Under this name stands all that has no other. */
  public static final String OTHERS = "others";

  private static final double TICKS_A_SECOND = 100;

  private final Map<String, ChildProcess> named;
  private final long atNanos = System.nanoTime();
  private final Map<String, Double> seconds;

  private Processors(Map<String, ChildProcess> named) throws IOException {
    this.named = named;
    seconds = secondsOf(named);
  }

  public static Processors look(Map<String, ChildProcess> named) throws IOException {
    return new Processors(new LinkedHashMap<>(named));
  }

  public static int count() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** How many processors each kept busy since the look, on average. */
  public Map<String, Double> used() throws IOException {
    double passed = (System.nanoTime() - atNanos) / 1e9;
    Map<String, Double> used = new LinkedHashMap<>();
    secondsOf(named).forEach((name, now) -> used.put(name, (now - seconds.get(name)) / passed));
    return used;
  }

  private static Map<String, Double> secondsOf(Map<String, ChildProcess> named) throws IOException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    named.forEach((name, process) -> seconds.put(name, process.processorSeconds()));
    seconds.put(CLIENT, ChildProcess.processorSeconds(ProcessHandle.current().pid()));
    double ours = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    seconds.put(OTHERS, busySeconds() - ours);
    return seconds;
  }

  /** User, nice, system, and the time in interrupts; not idle, not waiting for the disk. */
  private static double busySeconds() throws IOException {
    String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    long ticks = 0;
    for (int column : new int[] {1, 2, 3, 6, 7}) {
      ticks += Long.parseLong(words[column]);
    }
    return ticks / TICKS_A_SECOND;
  }
}
