package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as the configuration writes them. Nothing is looked up. */
final class Addresses {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:\\[\\]]+)):(\\d{1,5})");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  /** Reads {@code host:4343} or {@code [::1]:4343}; empty if it is neither. */
  static Optional<HostAndPort> hostAndPort(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int port = Integer.parseInt(matcher.group(3));
    return port >= 1 && port <= 65_535
        ? Optional.of(new HostAndPort(host, port))
        : Optional.empty();
  }

  /** The usual spelling of an IPv4 or IPv6 address; empty if {@code text} is none. */
  static Optional<String> literal(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
