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
    return of(Path.of("/proc/self"));
  }

  /**
   * The user whose process has started this one, and still runs.
   *
   * @throws IOException as for {@link #ofPeer}
   */
  public static String ofParentProcess() throws IOException {
    long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    return of(Path.of("/proc", Long.toString(parent)));
  }

  private static String of(Path process) throws IOException {
    try {
      return Files.getOwner(process).getName();
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
