package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as the configuration writes them. Nothing is looked up. */
final class Addresses {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:\\[\\]]+)):(\\d{1,5})");

  /** What a name of a host never is: digits and dots alone, which is meant as an address. */
  private static final Pattern NUMBERS = Pattern.compile("[\\d.]+");

  private static final Pattern NAME =
      Pattern.compile("(?:[\\p{L}\\d_](?:[\\p{L}\\d_-]*[\\p{L}\\d_])?(?:\\.|$))+");

  /** Names that every system has for itself. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:.+\\.)?localhost(?:\\.localdomain)?", Pattern.CASE_INSENSITIVE);

  /** This host, as {@link #comparable} has it. */
  private static final Set<String> OWN = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

  private static final Set<String> LOOPBACK_IPV6 = Set.of("ip6-localhost", "ip6-loopback");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private static final Pattern SITE =
      Pattern.compile("https?://(?:\\[([0-9A-Fa-f:.]+)]|([^\\s:/?#@\\[\\]]+))(?::(\\d{1,5}))?/?");

  private static final Pattern PATH = Pattern.compile("/[!-~&&[^?#\"\\\\]]*");

  private static final int PORT_MAX = 65_535;
  private static final int IPV4_NUMBERS = 4;
  private static final int BYTE_DIGITS = 3;
  private static final int BYTE_MAX = 255;

  private Addresses() {}

  /** Whether it is the address of a web site, without a path, as a browser shows it. */
  static boolean isSite(String text) {
    Matcher matcher = SITE.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String port = matcher.group(3);
    return isHost(host)
        && (port == null || Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= PORT_MAX);
  }

  /**
   * Whether a provider of logins may name itself so: a web site, with a path or without. What it
   * says has to come by TLS, unless it comes from this host.
   */
  static boolean isIssuer(String text) {
    int path = text.indexOf('/', text.indexOf("//") + 2);
    String site = path < 0 ? text : text.substring(0, path);
    Matcher matcher = SITE.matcher(site);
    if (!isSite(site) || !matcher.matches() || path >= 0 && !isPath(text.substring(path))) {
      return false;
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return site.startsWith("https:") || OWN.contains(comparable(host));
  }

  private static boolean isPath(String text) {
    return PATH.matcher(text).matches();
  }

  /** Reads {@code host:4343} or {@code [::1]:4343}; empty if it is neither. */
  static Optional<HostAndPort> hostAndPort(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int port = Integer.parseInt(matcher.group(3));
    return port >= 1 && port <= PORT_MAX && isHost(host)
        ? Optional.of(new HostAndPort(host, port))
        : Optional.empty();
  }

  /** Whether it is an address, or may be the name of a host. */
  static boolean isHost(String text) {
    return literal(text).isPresent()
        || text.indexOf(':') >= 0
        || !NUMBERS.matcher(text).matches() && NAME.matcher(text).matches();
  }

  /**
   * A host as it is compared with others: names in lower case, addresses in their usual spelling,
   * and names of the system itself as the address that they stand for. No other name is looked up,
   * which may take long, and may be another address tomorrow.
   */
  static String comparable(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    Optional<String> literal = literal(LOOPBACK_IPV6.contains(name) ? "::1" : name);
    if (literal.isPresent()) {
      return literal.get();
    }
    return LOOPBACK.matcher(name).matches() ? "127.0.0.1" : name;
  }

  /** The usual spelling of an IPv4 or IPv6 address; empty if {@code text} is none. */
  static Optional<String> literal(String text) {
    if (isIpv4(text)) {
      return Optional.of(text);
    }
    if (!IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Without zeros in front, by which some programs mean other numbers. Not by a pattern: a start
   * comes here for each of a thousand machines.
   */
  private static boolean isIpv4(String text) {
    int numbers = 0;
    int from = 0;
    while (from <= text.length()) {
      int dot = text.indexOf('.', from);
      int end = dot < 0 ? text.length() : dot;
      if (!isByte(text, from, end)) {
        return false;
      }
      numbers++;
      from = end + 1;
    }
    return numbers == IPV4_NUMBERS;
  }

  /** Whether it is a number up to 255 there, without zeros in front. */
  private static boolean isByte(String text, int from, int to) {
    if (to <= from || to - from > BYTE_DIGITS || text.charAt(from) == '0' && to - from > 1) {
      return false;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      number = number * 10 + digit;
    }
    return number <= BYTE_MAX;
  }
}
