package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.net.AddressRates;
import io.drinkd.appliance.net.RequestRate;
import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How much one client may ask for: so many requests a second, behind a proxy so many at once as it
 * might have connections without one, and so much memory for the bodies of its requests. May be
 * used by any number of threads.
 */
final class ClientLimits {

  /** Of all bodies that are being read, or whose requests are being answered. */
  private static final long BODY_BYTES_MAX = 8L << 20;

  /** Of those of one client. */
  private static final long BODY_BYTES_OF_CLIENT_MAX = 1L << 20;

  /** As much again is for bodies that are not longer, so that long ones keep no form out. */
  private static final int SMALL_BODY_BYTES = BodyReader.BYTES_OF_STRANGERS_MAX;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int RETRY_SECONDS = 5;

  private final SiteSettings settings;
  private final Timers timers;
  private final AddressRates rates;

  // Guarded by this.
  private final Map<InetAddress, Taken> taken = new HashMap<>();
  private long bodyBytes;

  /** What the requests of one client take that are being answered. */
  private static final class Taken {
    private int requests;
    private int proxied;
    private long bodyBytes;
  }

  ClientLimits(SiteSettings settings, Timers timers) {
    this.settings = settings;
    this.timers = timers;
    rates = new AddressRates(settings.requestsPerSecond(), timers);
  }

  /** What one request takes until it is answered. */
  final class Share {

    private final Client client;
    private final Taken ofClient;
    private long bytes;
    private boolean ended;

    private Share(Client client, Taken ofClient) {
      this.client = client;
      this.ofClient = ofClient;
    }

    /**
     * Takes memory for its body.
     *
     * @throws RequestException 429 or 503 if there is none left
     */
    void takeBytes(int more) {
      synchronized (ClientLimits.this) {
        if (ended) {
          throw new RequestException(400, "the request has been answered");
        }
        int parts = bytes + more > SMALL_BODY_BYTES ? 1 : 2;
        if (ofClient.bodyBytes + more > parts * BODY_BYTES_OF_CLIENT_MAX) {
          throw tooMany("too much is being sent from this address at once; try again later");
        }
        if (bodyBytes + more > parts * BODY_BYTES_MAX) {
          throw new RequestException(
              503, "too much is being sent at once; try again later", retryAfter(RETRY_SECONDS));
        }
        ofClient.bodyBytes += more;
        bodyBytes += more;
        bytes += more;
      }
    }

    /** The request is answered; called once. */
    void end() {
      synchronized (ClientLimits.this) {
        ended = true;
        bodyBytes -= bytes;
        ofClient.bodyBytes -= bytes;
        ofClient.proxied -= client.proxied() ? 1 : 0;
        ofClient.requests--;
        if (ofClient.requests == 0) {
          taken.remove(client.network());
        }
      }
    }
  }

  /**
   * Counts a request.
   *
   * @return what it takes, to be ended when it is answered
   * @throws RequestException 403 for a client whose connections would not be accepted, 429 for one
   *     that asks for too much
   */
  Share enter(Client client) {
    if (client.proxied() && !settings.listener().allows(client.address())) {
      throw new RequestException(403, "clients of this address are not served here");
    }
    RequestRate rate = rates.of(client.network());
    long now = timers.nanoTime();
    long waitNanos = rate.waitNanos(now);
    if (waitNanos > 0) {
      throw new RequestException(
          429,
          "too many requests a second from this address; try again in a moment",
          retryAfter((waitNanos + SECOND_NANOS - 1) / SECOND_NANOS));
    }
    rate.takeNanos(now);
    return share(client);
  }

  private synchronized Share share(Client client) {
    Taken ofClient = taken.computeIfAbsent(client.network(), any -> new Taken());
    if (client.proxied() && ofClient.proxied >= settings.listener().connections().perAddress()) {
      throw tooMany("too many requests of this address are being answered; try again later");
    }
    ofClient.requests++;
    ofClient.proxied += client.proxied() ? 1 : 0;
    return new Share(client, ofClient);
  }

  private static RequestException tooMany(String detail) {
    return new RequestException(429, detail, retryAfter(RETRY_SECONDS));
  }

  private static Map<String, String> retryAfter(long seconds) {
    return Map.of("Retry-After", Long.toString(seconds));
  }
}
