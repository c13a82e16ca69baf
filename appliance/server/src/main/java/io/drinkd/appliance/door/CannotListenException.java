package io.drinkd.appliance.door;

import io.drinkd.appliance.config.ListenerSettings;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** A port cannot be opened, most often because its port is in use. The message says what to do. */
public final class CannotListenException extends Exception {

  private static final long serialVersionUID = 1L;

  public CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What MINA throws says the reason in its cause. */
  public static CannotListenException of(ListenerSettings settings, Exception thrown) {
    Throwable reason = thrown.getCause() == null ? thrown : thrown.getCause();
    return new CannotListenException(
        String.format(
            Locale.ROOT,
            "listener %s: cannot listen on %s: %s; stop what uses the port, or change host or port",
            settings.name(),
            settings.endpoint().at(settings.endpoint().port()),
            reason instanceof UnresolvedAddressException
                ? "the name does not resolve"
                : reason.getMessage()),
        thrown);
  }
}
