package io.drinkd.driver.testkit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.drinkd.driver.BoardTraits.Way;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.TranscriptReplay.Manner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays all transcripts of a plugin against its driver, each four times: as it is written, with
 * the board's bytes one at a time, with as many of them as possible in one piece, and with a board
 * that dials in. The plugins' parent pom runs this class for every plugin; it passes the folder of
 * transcripts as the system property {@value #FOLDER}.
 */
final class TranscriptTest {

  private static final String FOLDER = "drinkd.transcripts";

  /** A line for each replay, in the order in which they end. */
  private static final List<String> REPORT = new ArrayList<>();

  @TestFactory
  Stream<DynamicContainer> transcripts() throws IOException {
    MachineDriver driver = PluginUnderTest.driver();
    return files().stream().map(file -> replays(driver, file));
  }

  @AfterAll
  static void writeReport() throws IOException {
    Path file = folder().resolveSibling("target/transcripts.txt");
    Files.createDirectories(file.getParent());
    Files.write(file, REPORT);
  }

  private static Path folder() {
    return Path.of(System.getProperty(FOLDER, "transcripts"));
  }

  private static List<Path> files() throws IOException {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      throw new AssertionError(
          "No folder " + folder.toAbsolutePath() + ": a driver comes with transcripts");
    }
    try (var entries = Files.list(folder)) {
      List<Path> files = entries.filter(TranscriptTest::isTranscript).sorted().toList();
      if (files.isEmpty()) {
        throw new AssertionError(
            "No *.txt in " + folder.toAbsolutePath() + ": a driver comes with transcripts");
      }
      return files;
    }
  }

  private static boolean isTranscript(Path file) {
    return file.getFileName().toString().endsWith(".txt");
  }

  private static DynamicContainer replays(MachineDriver driver, Path file) {
    Transcript transcript = read(file);
    return dynamicContainer(
        transcript.file(),
        Stream.of(Manner.values())
            .filter(
                manner ->
                    manner != Manner.DIALLING_IN
                        || driver.traits().ways().contains(Way.DIALS_IN) && !isForDialledOnly(file))
            .map(
                manner ->
                    dynamicTest(
                        transcript.file() + " " + manner.words(),
                        file.toUri(),
                        () -> replay(driver, transcript, manner))));
  }

  private static boolean isForDialledOnly(Path file) {
    try {
      return Files.readString(file).startsWith(TranscriptReplay.DIALLED_ONLY);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static Transcript read(Path file) {
    try {
      return Transcript.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void replay(MachineDriver driver, Transcript transcript, Manner manner)
      throws Exception {
    String name = transcript.file() + " " + manner.words();
    REPORT.add("FAILED  " + name);
    try (var replay = new TranscriptReplay(driver, transcript, manner)) {
      replay.play();
    }
    REPORT.set(REPORT.size() - 1, "ok      " + name);
  }
}
