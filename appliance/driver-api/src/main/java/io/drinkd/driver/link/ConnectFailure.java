package io.drinkd.driver.link;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** The reason, in one line, why a board could not be reached. */
final class ConnectFailure {

  private ConnectFailure() {}

  static String reason(DialledAddress address, Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof ConnectException && message.contains("refused")) {
      return address + " refuses the connection";
    }
    if (cause instanceof ConnectException && message.contains("timed out")) {
      return address + " does not answer";
    }
    if (cause instanceof NoRouteToHostException) {
      return "no route to " + address;
    }
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      return address + " cannot be reached: its name does not resolve";
    }
    return address + " cannot be reached: " + message;
  }
}
