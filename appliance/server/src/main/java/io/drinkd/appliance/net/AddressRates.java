package io.drinkd.appliance.net;

import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rates of requests that the connections of one {@linkplain Connection#origin origin} share.
 * They outlive the connections, so that reconnecting gives no further second's worth; of ten
 * thousand addresses at most. May be used by any thread.
 */
public final class AddressRates {

  private static final int ADDRESSES_MAX = 10_000;

  private final Map<InetAddress, RequestRate> rates = new LongestUnusedForgotten();
  private final int perSecond;
  private final Timers timers;

  /**
   * @param perSecond how many requests each address may make, from 1 to 10,000,000
   */
  public AddressRates(int perSecond, Timers timers) {
    this.perSecond = perSecond;
    this.timers = timers;
  }

  /** How many requests each address may make in a second. */
  int perSecond() {
    return perSecond;
  }

  /**
   * The rate of an address.
   *
   * @param origin its network, see {@link io.drinkd.appliance.config.AddressRange#network}
   */
  public synchronized RequestRate of(InetAddress origin) {
    return rates.computeIfAbsent(origin, key -> new RequestRate(perSecond, timers));
  }

  private static final class LongestUnusedForgotten
      extends LinkedHashMap<InetAddress, RequestRate> {

    private static final long serialVersionUID = 1;

    LongestUnusedForgotten() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<InetAddress, RequestRate> eldest) {
      return size() > ADDRESSES_MAX;
    }
  }
}
