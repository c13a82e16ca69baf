package io.drinkd.appliance.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process holds at one moment, as the system and its JVM report it.
 *
 * @param residentKilobytes of memory, as the system counts it
 * @param heapKilobytes what is still used of the heap right after a full collection
 * @param metaspaceKilobytes used by the classes
 * @param threads how many it has, but for those of machines, which end as soon as nothing is to be
 *     done: how many of them there are is chance
 * @param descriptors how many files and sockets it has open
 * @param processorMillis spent on it since it began
 */
public record Vitals(
    long residentKilobytes,
    long heapKilobytes,
    long metaspaceKilobytes,
    long threads,
    long descriptors,
    long processorMillis) {

  /**
   * A full collection of the serial collector leaves some garbage where it lies, for speed, but
   * each fourth one does not.
   */
  private static final String QUESTION = "GC.run\n".repeat(4) + "GC.heap_info";

  /**
   * What outlives a full collection is then in this generation, all of it; what is made while the
   * question is asked is in the other one.
   */
  private static final Pattern HEAP =
      Pattern.compile("tenured generation +total \\d+K, used (\\d+)K");

  private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /**
   * Has the process collect its garbage, and looks at it. It runs with the serial collector.
   *
   * @throws IOException if it does not answer; says what it printed
   */
  public static Vitals of(long pid) throws IOException {
    String memory = memory(pid);
    Path process = Path.of("/proc", String.valueOf(pid));
    String status = Files.readString(process.resolve("status"));
    return new Vitals(
        number(RESIDENT, status),
        number(HEAP, memory),
        number(METASPACE, memory),
        threads(process),
        descriptors(process),
        processorMillis(pid));
  }

  private static String memory(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(pid), QUESTION).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("found no " + pattern + " in:\n" + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  private static long threads(Path process) throws IOException {
    long threads = 0;
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      for (Path task : tasks.toList()) {
        threads += isOfMachine(task) ? 0 : 1;
      }
    }
    return threads;
  }

  /** One that has ended meanwhile was a machine's, too. */
  private static boolean isOfMachine(Path task) {
    try {
      return Files.readString(task.resolve("comm")).startsWith("machine ");
    } catch (IOException e) {
      return true;
    }
  }

  private static long descriptors(Path process) throws IOException {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return open.count();
    }
  }

  private static long processorMillis(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElseThrow()
        .toMillis();
  }
}
