package io.drinkd.driver.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.drinkd.driver.MachineDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs all conformance checks against the plugin's driver, and writes a readable report. The
 * plugins' parent pom runs this class for every plugin; it passes the plugin's folder as the system
 * property {@value #FOLDER}.
 */
final class ConformanceTest {

  private static final String FOLDER = "drinkd.plugin";

  @TestFactory
  Stream<DynamicTest> checks() throws Exception {
    Path folder = Path.of(System.getProperty(FOLDER, "."));
    MachineDriver driver = PluginUnderTest.driver();
    Script script = Script.read(folder, driver);
    List<ConformanceRun.Result> results = new ConformanceRun(driver, script).run();
    ConformanceRun.write(results, folder.resolve("target/conformance.txt"));
    var reasons = new SharedReasons(results);
    return results.stream()
        .map(result -> dynamicTest(result.name(), () -> throwFailure(result, reasons)));
  }

  /** The first check with a reason fails; the others with it are shown as aborted. */
  private static void throwFailure(ConformanceRun.Result result, SharedReasons reasons)
      throws Throwable {
    if (result.failure().isEmpty()) {
      return;
    }
    ConformanceRun.Result first = reasons.first(result);
    if (first != result) {
      Assumptions.abort("fails for the same reason as " + first.name());
    }
    if (!(result.failure().get() instanceof AssertionError)) {
      throw result.failure().get();
    }
    // What the driver did is in the message; the calls within the checks say nothing of it.
    var shown = new AssertionError(reasons.text(first));
    shown.setStackTrace(new StackTraceElement[0]);
    throw shown;
  }
}
