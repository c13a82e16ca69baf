package io.drinkd.appliance.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;

/** Which Unix user gives a command, as the kernel says; a number where the user has no name. */
public final class UnixUser {

  private UnixUser() {}

  /**
   * The user whose process connected.
   *
   * @throws IOException if the system does not say; the message is one line for the operator
   */
  static String ofPeer(SocketChannel channel) throws IOException {
    try {
      return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException e) {
      throw unknown(e);
    }
  }

  /**
   * The user whose process this is. Not the property {@code user.name}, which the command line can
   * set.
   *
   * @throws IOException as for {@link #ofPeer}
   */
  public static String ofThisProcess() throws IOException {
    try {
      return Files.getOwner(Path.of("/proc/self")).getName();
    } catch (IOException e) {
      throw unknown(e);
    }
  }

  private static IOException unknown(Exception e) {
    return new IOException(
        "the system does not say which user gives this command ("
            + e.getMessage()
            + "); nothing was done",
        e);
  }
}
