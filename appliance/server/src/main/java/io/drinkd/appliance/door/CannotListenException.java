package io.drinkd.appliance.door;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** A port cannot be opened. The message says why, and what to do. */
public final class CannotListenException extends Exception {

  private static final long serialVersionUID = 1L;

  private CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param who wants to listen
   * @param where the host and port, as people write them
   * @param thrown by whoever tried to open it
   */
  public static CannotListenException of(String who, String where, Exception thrown) {
    // What MINA throws says the reason in its cause.
    Throwable reason = thrown.getCause() == null ? thrown : thrown.getCause();
    String line =
        String.format(Locale.ROOT, "%s: cannot listen on %s: %s", who, where, why(reason));
    return new CannotListenException(line, thrown);
  }

  private static String why(Throwable reason) {
    if (reason instanceof UnresolvedAddressException || reason instanceof UnknownHostException) {
      return "the name does not resolve; name an address of this machine, or 0.0.0.0 for all";
    }
    String said = String.valueOf(reason.getMessage());
    if (said.startsWith("Permission denied")) {
      return "this user may not open the port; take one from 1024 on, or give the right to open it:"
          + " AmbientCapabilities=CAP_NET_BIND_SERVICE in the unit of systemd";
    }
    if (said.startsWith("Cannot assign requested address")) {
      return "this machine has no such address; name one that it has, or 0.0.0.0 for all";
    }
    if (said.startsWith("Address already in use")) {
      return "Address already in use; stop what uses the port, or change host or port";
    }
    return "the system refuses it (" + said + "); change host or port";
  }
}
