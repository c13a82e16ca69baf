package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.net.AddressRates;
import io.drinkd.appliance.net.RequestRate;
import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How much one client may ask for: so many requests a second, and behind a proxy so many at once as
 * it might have connections without one. May be used by any number of threads.
 */
final class ClientLimits {

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SiteSettings settings;
  private final Timers timers;
  private final AddressRates rates;

  /** How many requests of clients behind proxies are being answered. */
  private final Map<InetAddress, Integer> underWay = new ConcurrentHashMap<>();

  ClientLimits(SiteSettings settings, Timers timers) {
    this.settings = settings;
    this.timers = timers;
    rates = new AddressRates(settings.requestsPerSecond(), timers);
  }

  /**
   * Counts a request.
   *
   * @return ends it; to be run once, when it is answered
   * @throws RequestException 403 for a client whose connections would not be accepted, 429 for one
   *     that asks for too much
   */
  Runnable enter(Client client) {
    if (client.proxied() && !settings.listener().allows(client.address())) {
      throw new RequestException(403, "clients of this address are not served here");
    }
    RequestRate rate = rates.of(client.network());
    long now = timers.nanoTime();
    long waitNanos = rate.waitNanos(now);
    if (waitNanos > 0) {
      throw tooMany(
          "too many requests a second from this address; try again in a moment",
          (waitNanos + SECOND_NANOS - 1) / SECOND_NANOS);
    }
    rate.takeNanos(now);
    return client.proxied() ? count(client.network()) : () -> {};
  }

  private Runnable count(InetAddress network) {
    int most = settings.listener().connections().perAddress();
    int now = underWay.merge(network, 1, Integer::sum);
    Runnable end = () -> underWay.computeIfPresent(network, (any, n) -> n == 1 ? null : n - 1);
    if (now > most) {
      end.run();
      throw tooMany("too many requests of this address are being answered; try again later", 5);
    }
    return end;
  }

  private static RequestException tooMany(String detail, long seconds) {
    return new RequestException(429, detail, Map.of("Retry-After", Long.toString(seconds)));
  }
}
