package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.DirectorySettings;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The address of a directory that does not answer: a port at which nobody listens. */
final class AbsentDirectory implements AutoCloseable {

  private final ReservedPort port;

  AbsentDirectory() throws IOException {
    port = ReservedPort.any();
  }

  DirectorySettings settings() {
    return new DirectorySettings(
        new DirectorySettings.Server("127.0.0.1", port.number(), false, Optional.empty()),
        Optional.empty(),
        new DirectorySettings.Entries(
            "ou=people,dc=example,dc=net", "uid", Optional.of("ibutton"), Optional.empty()),
        Duration.ofSeconds(20),
        1);
  }

  @Override
  public void close() {
    port.close();
  }
}
