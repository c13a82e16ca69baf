package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left on a Java process's heap after a full collection.
 *
 * @param bytes of all objects
 * @param instances how many of each class
 */
public record LiveHeap(long bytes, Map<String, Long> instances) {

  private static final Pattern CLASS =
      Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)", Pattern.MULTILINE);
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

  /** Has the process collect and count, which stops it for a moment. */
  public static LiveHeap of(Path folder, ChildProcess process)
      throws IOException, InterruptedException, TimeoutException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> command = List.of(jcmd, String.valueOf(process.pid()), "GC.class_histogram");
    try (ChildProcess asking = ChildProcess.start(folder.resolve("jcmd.log"), command)) {
      asking.awaitEnd();
      String text = asking.text();
      Matcher total = TOTAL.matcher(text);
      if (!total.find()) {
        throw new IOException("jcmd counted no objects; it printed: " + text);
      }
      Map<String, Long> instances = new HashMap<>();
      CLASS
          .matcher(text)
          .results()
          .forEach(line -> instances.put(line.group(2), Long.parseLong(line.group(1))));
      return new LiveHeap(Long.parseLong(total.group(1)), instances);
    }
  }

  /** How many there are of a class, by its whole name. */
  public long count(String name) {
    return instances.getOrDefault(name, 0L);
  }
}
