package io.drinkd.appliance.house;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * A process that runs the shared tests of the driver test kit for the plugin on its class path, as
 * the plugins' parent pom does. It prints what has failed, and exits with 1 then.
 */
final class PluginTests {

  private static final String KIT = "io.drinkd.driver.testkit.";

  private PluginTests() {}

  public static void main(String[] words) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(
                    selectClass(KIT + "TranscriptTest"), selectClass(KIT + "ConformanceTest"))
                .build(),
            listener);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    listener.getSummary().printTo(out);
    listener.getSummary().printFailuresTo(out, 3);
    boolean passed =
        listener.getSummary().getTestsSucceededCount() > 0
            && listener.getSummary().getTotalFailureCount() == 0;
    System.exit(passed ? 0 : 1);
  }
}
