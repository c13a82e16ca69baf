package io.drinkd.driver.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs all conformance checks against the plugin's driver, and writes a readable report. The
 * plugins' parent pom runs this class for every plugin; it passes the plugin's folder as the system
 * property {@value #FOLDER}.
 */
final class ConformanceTest {

  private static final String FOLDER = "drinkd.plugin";

  private static final ConformanceReport REPORT = new ConformanceReport();

  private static Path folder() {
    return Path.of(System.getProperty(FOLDER, "."));
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    Vocabulary words = Vocabulary.read(folder().resolve(Vocabulary.FILE));
    Stream<DynamicTest> ofBoard =
        ConformanceCheck.all().stream()
            .map(
                check ->
                    dynamicTest(
                        check.name(),
                        () ->
                            REPORT.carryOut(
                                check.name(), () -> run(check, PluginUnderTest.driver(), words))));
    Stream<DynamicTest> ofClasses =
        Stream.of(
            dynamicTest(
                UnloadCheck.NAME,
                () ->
                    REPORT.carryOut(
                        UnloadCheck.NAME,
                        () ->
                            UnloadCheck.run(
                                PluginUnderTest.driver().getClass(),
                                words,
                                UnloadCheck.PATIENCE))));
    return Stream.concat(ofBoard, ofClasses);
  }

  static void run(ConformanceCheck check, MachineDriver driver, Vocabulary words) throws Exception {
    try (var rig = new ConformanceRig(driver, words, check.dialsIn())) {
      check.body().run(rig);
    }
  }

  @AfterAll
  static void writeReport() throws IOException {
    REPORT.write(folder().resolve("target/conformance.txt"));
  }
}
