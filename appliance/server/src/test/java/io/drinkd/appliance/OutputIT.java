package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators' commands whose output goes nowhere, on closed books and through an appliance. */
class OutputIT {

  /** Into a pipe whose reader is gone, as behind {@code | head}. */
  private static final String NOBODY_READS =
      "[[ -p gone ]] || mkfifo gone; exec 3<>gone 4>gone 3>&-; \"$@\" >&4 4>&-";

  private static final String FULL_DISK = "\"$@\" >/dev/full";

  /** As of a program that is ended by SIGPIPE. */
  private static final int PIPE_CLOSED = 128 + 13;

  @TempDir Path temporary;
  private HouseFolder house;
  private Script script;

  @BeforeEach
  void makeHouse() throws IOException {
    house = new HouseFolder(temporary.toRealPath());
    script = new Script(temporary, house.conf(), Map.of());
    house.addMembers(List.of("robert"), 5);
  }

  private void assertSaysWhatUsualProgramsDo() throws IOException {
    assertThat(script.by(NOBODY_READS).run("user", "list"))
        .isEqualTo(new OneCommand(PIPE_CLOSED, ""));
    assertThat(script.by(FULL_DISK).run("user", "list"))
        .isEqualTo(
            new OneCommand(
                ExitCode.UNUSABLE_FILES, "the output cannot be written: No space left on device"));
  }

  @Test
  void ofClosedBooks() throws IOException {
    assertSaysWhatUsualProgramsDo();
  }

  @Test
  void throughAppliance() throws IOException {
    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      appliance.port();
      assertSaysWhatUsualProgramsDo();
      assertThat(appliance.log()).doesNotContain("connection of an operator's command lost");
    }
  }
}
