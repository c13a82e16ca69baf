package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plays again what {@code scripts/fuzz} found worth keeping. */
class LineFuzzTest {

  private static final Path CORPUS =
      Path.of(System.getProperty("drinkd.home"), "appliance/server/src/test/resources/fuzz/line");

  @Test
  void whatWasFoundBeforeHoldsNow() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      List<Path> kept = files.toList();
      assertThat(kept).isNotEmpty();
      for (Path file : kept) {
        LineFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
      }
    }
  }
}
