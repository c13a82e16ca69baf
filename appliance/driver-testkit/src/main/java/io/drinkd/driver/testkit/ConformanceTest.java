package io.drinkd.driver.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /** An expectation that is not met costs so much. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    Path script = folder().resolve(Script.FILE);
    return Files.exists(script) ? scripted(Script.read(script)) : plain();
  }

  private static Stream<DynamicTest> scripted(Script script) throws IOException {
    BoardTraits traits = PluginUnderTest.driver().traits();
    Stream<DynamicTest> checks =
        Stream.of(ScriptedCheck.ORDERS, ScriptedCheck.LINKS)
            .flatMap(List::stream)
            .filter(check -> check.applies().test(traits))
            .map(
                check ->
                    reported(check.name(), () -> run(check, PluginUnderTest.driver(), script)));
    return Stream.concat(
        checks,
        Stream.of(
            reported(
                UnloadCheck.NAME,
                () ->
                    UnloadCheck.run(
                        PluginUnderTest.driver().getClass(),
                        driver -> dropOnce(driver, script),
                        UnloadCheck.PATIENCE))));
  }

  private static DynamicTest reported(String name, ConformanceReport.Check check) {
    return dynamicTest(name, () -> REPORT.carryOut(name, check));
  }

  static void run(ScriptedCheck check, MachineDriver driver, Script script) throws Exception {
    try (var rig = new ScriptedRig(driver, script, PATIENCE)) {
      check.body().run(rig);
    }
  }

  private static void dropOnce(MachineDriver driver, Script script) throws Exception {
    try (var rig = new ScriptedRig(driver, script, PATIENCE)) {
      rig.up();
      rig.sendOrder(1);
      rig.made();
      rig.closeBoard();
    }
  }

  /** Of a model that logs in and answers each order with one message. */
  private static Stream<DynamicTest> plain() throws IOException {
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
                                driver -> UnloadCheck.drop(driver, words),
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
