package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.appliance.config.ListenerSettings;
import java.util.List;
import java.util.Optional;

/**
 * What a site has to know of its listener.
 *
 * @param listener the settings that every listener has
 * @param publicOrigin how people reach it, such as {@code https://drink.example.net}; empty if
 *     nobody has said
 * @param proxies whom it believes which client a request is from
 * @param requestsPerSecond how many requests a client may make in a second
 * @param hsts whether browsers are to use TLS only from then on
 */
public record SiteSettings(
    ListenerSettings listener,
    Optional<String> publicOrigin,
    List<AddressRange> proxies,
    int requestsPerSecond,
    boolean hsts) {

  private static final String SECURE = "https://";

  /** Whether whoever asks so has asked by TLS, as far as the browser is concerned. */
  boolean isSecure(Client client) {
    return publicOrigin.map(origin -> origin.startsWith(SECURE)).orElse(client.secure());
  }
}
