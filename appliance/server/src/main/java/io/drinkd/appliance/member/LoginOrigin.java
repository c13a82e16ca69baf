package io.drinkd.appliance.member;

import io.drinkd.appliance.config.AddressRange;
import java.net.InetAddress;

/**
 * Where a login comes from.
 *
 * @param address the client's address
 * @param frontEnd whether it is a program that logs in many people from this one address, such as a
 *     web server: it is not blamed for what they type
 */
public record LoginOrigin(InetAddress address, boolean frontEnd) {

  /** What counts as one address. */
  InetAddress network() {
    return AddressRange.network(address);
  }
}
