package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few rounds of what {@code scripts/crash-test} does at length. */
class CrashIT {

  private static final int ROUNDS = 6;

  @Test
  void booksAreRightAfterEachCrash(@TempDir Path folder) throws Exception {
    assertThat(CrashTestMain.run(folder, ROUNDS, OptionalLong.empty()).violations()).isEmpty();
  }
}
