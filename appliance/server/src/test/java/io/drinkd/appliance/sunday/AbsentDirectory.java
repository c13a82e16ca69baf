package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.DirectorySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** The address of a directory that does not answer: a port that is taken and nobody listens at. */
final class AbsentDirectory implements AutoCloseable {

  private final Socket taken = new Socket();

  AbsentDirectory() throws IOException {
    taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  DirectorySettings settings() {
    return new DirectorySettings(
        new DirectorySettings.Server(
            taken.getLocalAddress().getHostAddress(),
            taken.getLocalPort(),
            false,
            Optional.empty()),
        Optional.empty(),
        new DirectorySettings.Entries(
            "ou=people,dc=example,dc=net", "uid", Optional.of("ibutton"), Optional.empty()),
        Duration.ofSeconds(20),
        1);
  }

  @Override
  public void close() {
    try {
      taken.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
