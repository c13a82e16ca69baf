package io.drinkd.appliance;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Looks more often at what tests await than the library does, which pauses 100 ms each time, and
 * waits longer than its 10 s, which pass on a busy machine.
 */
public final class ShortPolls implements BeforeAllCallback {

  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultPollDelay(INTERVAL);
    Awaitility.setDefaultPollInterval(INTERVAL);
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
