package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.BoundedMap;
import io.drinkd.driver.Timers;
import java.net.InetAddress;

/**
 * The rates of requests that the connections from one address share. They outlive the connections,
 * so that connecting anew gives no further second's worth; of ten thousand addresses at most. Used
 * by all I/O threads.
 */
final class AddressRates {

  private static final int ADDRESSES_MAX = 10_000;

  private final BoundedMap<InetAddress, RequestRate> rates = new BoundedMap<>(ADDRESSES_MAX);
  private final int perSecond;
  private final Timers timers;

  AddressRates(int perSecond, Timers timers) {
    this.perSecond = perSecond;
    this.timers = timers;
  }

  synchronized RequestRate of(InetAddress address) {
    return rates.computeIfAbsent(address, key -> new RequestRate(perSecond, timers));
  }
}
