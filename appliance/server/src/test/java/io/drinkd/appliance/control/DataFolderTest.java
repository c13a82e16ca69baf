package io.drinkd.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path temporary;

  @Test
  void makesFolderForItsOwnerOnly() throws IOException {
    Path path = temporary.resolve("a/data");

    try (DataFolder folder = DataFolder.take(path)) {
      assertThat(folder.path()).isEqualTo(path).isDirectory();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void belongsToOneAtATime() {
    DataFolder first = DataFolder.take(temporary);

    assertThatThrownBy(() -> DataFolder.take(temporary))
        .isInstanceOf(DataFolderInUseException.class)
        .hasMessage(
            temporary
                + ": in use by process "
                + ProcessHandle.current().pid()
                + "; stop it, or wait until it ends");

    first.close();
    DataFolder.take(temporary).close();
  }

  @Test
  void waitsUntilACommandOfAnotherProcessHasEnded() throws Exception {
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CommandProcess.class.getName(),
                temporary.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = command.inputReader()) {
      assertThat(out.lines().anyMatch("it has the folder"::equals)).isTrue();
      assertThatThrownBy(() -> DataFolder.take(temporary, "", Duration.ZERO))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessage(
              temporary
                  + ": in use by process "
                  + command.pid()
                  + "; stop it, or wait until it ends");
      CompletableFuture<DataFolder> start =
          CompletableFuture.supplyAsync(
              () -> DataFolder.take(temporary, "", Duration.ofMinutes(1)));

      command.outputWriter().close();

      start.join().close();
    } finally {
      command.destroyForcibly().waitFor();
    }
  }

  @Test
  void doesNotWaitForAnAppliance() {
    try (DataFolder appliance = DataFolder.take(temporary)) {
      assertThatThrownBy(() -> DataFolder.take(temporary, "", Duration.ofHours(1)))
          .as(appliance.path().toString())
          .isInstanceOf(DataFolderInUseException.class);
    }
  }

  @Test
  void saysWhyFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> DataFolder.take(file.resolve("data")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(file.resolve("data") + ": the data folder cannot be used: ");
  }
}
