package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.TlsIdentity;
import io.drinkd.appliance.config.TlsSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which names the site answers. Whoever owns a name can have it mean the address of this host,
 * and then browsers take what is here for a part of their own site (DNS rebinding). So only names
 * count that nobody outside can own: addresses, names without a dot or below a domain that is
 * nobody's, those of this host and of its certificate, and the one in {@code public-url}.
 */
final class SiteHosts {

  /** Reserved for use at home (RFC 6761, 6762, 8375 and ICANN's of 2024). */
  private static final List<String> NOBODYS =
      List.of(".localhost", ".local", ".internal", ".home.arpa", ".test");

  private static final Pattern SHOWN = Pattern.compile("[a-z0-9.-]{1,64}");
  private static final int DNS_NAME = 2;
  private static final int KNOWN_MAX = 100;

  private final String listener;
  private final Set<String> names = new HashSet<>();

  /** Headers that were found right. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Asking for them may take as long as a network that does not answer. */
  private final CompletableFuture<Set<String>> ofHost = new CompletableFuture<>();

  SiteHosts(SiteSettings settings) {
    listener = settings.listener().name();
    settings
        .publicOrigin()
        .map(origin -> lower(URI.create(origin).getHost()))
        .ifPresent(names::add);
    settings
        .listener()
        .tls()
        .flatMap(TlsSettings::identity)
        .ifPresent(identity -> names.addAll(names(identity)));
    Thread asking = new Thread(() -> ofHost.complete(namesOfHost()), "host-names-" + listener);
    asking.setDaemon(true);
    asking.start();
  }

  private static Set<String> names(TlsIdentity identity) {
    Set<String> names = new HashSet<>();
    try {
      X509Certificate own = identity.certificates().get(0);
      Collection<List<?>> alternatives = own.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0).equals(DNS_NAME)) {
          names.add(lower((String) name.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      // One that cannot be read names nothing.
    }
    return names;
  }

  private static Set<String> namesOfHost() {
    try {
      InetAddress own = InetAddress.getLocalHost();
      return Stream.of(own.getHostName(), own.getCanonicalHostName())
          .map(SiteHosts::lower)
          .collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Finds out whether a request is for this site.
   *
   * @param header what it calls the host, with or without a port; empty for a program that does not
   *     say
   * @throws RequestException 421
   */
  void require(Optional<String> header) {
    if (header.isEmpty() || known.contains(header.get())) {
      return;
    }
    String host = bare(header.get());
    if (host.isEmpty() || isOwn(host)) {
      keep(header.get());
    } else {
      String shown = SHOWN.matcher(host).matches() ? host : "another name";
      throw new RequestException(
          421,
          "found Host "
              + shown
              + ", which is no name of this site; if it is to be one, set public-url at the listener "
              + listener
              + " in appliance.yaml, such as public-url: https://drink.example.net");
    }
  }

  /** Browsers and programs use the same few again and again. */
  private void keep(String header) {
    if (known.size() < KNOWN_MAX) {
      known.add(header);
    }
  }

  /** Without the port, and without the dot that may end a name. */
  private static String bare(String header) {
    String host = lower(header.strip());
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    String name = end > 0 ? host.substring(0, end) : host;
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private boolean isOwn(String host) {
    return isAddress(host)
        || host.indexOf('.') < 0
        || NOBODYS.stream().anyMatch(host::endsWith)
        || names.contains(host)
        || names.contains("*" + host.substring(host.indexOf('.')))
        || ofHost.getNow(Set.of()).contains(host);
  }

  private static boolean isAddress(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return AddressRange.literal(bracketed ? host.substring(1, host.length() - 1) : host)
        .isPresent();
  }
}
