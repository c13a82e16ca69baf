package io.drinkd.appliance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has a process read another time of day, by Debian's {@code libfaketime}; the clock that nobody
 * sets, by which it waits, is that of everybody.
 */
public final class OtherClock {

  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private OtherClock() {}

  /** Whether it is installed. */
  public static boolean isThere() {
    return library().isPresent();
  }

  private static Optional<Path> library() {
    Path given = Path.of(System.getProperty("drinkd.test.faketime", ""));
    if (Files.isRegularFile(given)) {
      return Optional.of(given);
    }
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders.map(one -> one.resolve(LIBRARY)).filter(Files::isRegularFile).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The variables of the environment with which a process has it; none for no difference. */
  public static Map<String, String> ahead(Duration time) {
    if (time.isZero() || !isThere()) {
      return Map.of();
    }
    String sign = time.isNegative() ? "-" : "+";
    return Map.of(
        "LD_PRELOAD", library().orElseThrow().toString(),
        "FAKETIME", sign + time.abs().toSeconds() + "s",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }
}
