package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.config.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Who sent a request. It is this client that is limited, and blamed for wrong logins.
 *
 * @param address where it is
 * @param network what counts as one client
 * @param secure whether it asked by TLS
 * @param proxied whether a proxy that is trusted has passed the request on
 */
record Client(InetAddress address, InetAddress network, boolean secure, boolean proxied) {

  private static final String HTTPS = "https";

  /**
   * Finds it out. Only proxies that are trusted are believed, and each only as to whom it got the
   * request from: what stands further left in the header may have been written by anybody.
   *
   * @param tls whether the listener speaks TLS
   */
  static Client of(Request request, List<AddressRange> proxies, boolean tls) {
    InetSocketAddress peer =
        (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
    if (!contains(proxies, peer.getAddress())) {
      return of(peer.getAddress(), tls, false);
    }
    HttpFields headers = request.getHeaders();
    InetAddress client = peer.getAddress();
    List<String> passed = headers.getCSV(HttpHeader.X_FORWARDED_FOR, false);
    for (int i = passed.size() - 1; i >= 0 && contains(proxies, client); i--) {
      Optional<InetAddress> before = address(passed.get(i));
      if (before.isEmpty()) {
        break;
      }
      client = before.get();
    }
    List<String> schemes = headers.getCSV(HttpHeader.X_FORWARDED_PROTO, false);
    boolean secure =
        schemes.isEmpty()
            ? tls
            : schemes.get(schemes.size() - 1).toLowerCase(Locale.ROOT).equals(HTTPS);
    return of(client, secure, true);
  }

  private static Client of(InetAddress address, boolean secure, boolean proxied) {
    return new Client(address, AddressRange.network(address), secure, proxied);
  }

  private static boolean contains(List<AddressRange> ranges, InetAddress address) {
    return !ranges.isEmpty() && ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** As proxies write it, some with a port. */
  private static Optional<InetAddress> address(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? Optional.empty() : AddressRange.literal(text.substring(1, end));
    }
    int colon = text.indexOf(':');
    boolean port = colon >= 0 && colon == text.lastIndexOf(':');
    return AddressRange.literal(port ? text.substring(0, colon) : text);
  }
}
