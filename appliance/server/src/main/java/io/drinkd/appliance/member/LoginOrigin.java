package io.drinkd.appliance.member;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a login comes from.
 *
 * @param address the client's address
 * @param frontEnd whether it is a program that logs in many people from this one address, such as a
 *     web server: it is not blamed for what they type
 */
public record LoginOrigin(InetAddress address, boolean frontEnd) {

  private static final int NETWORK_BYTES = 8;

  /**
   * What counts as one address: with IPv6 the network, of whose addresses each client has as many
   * as it likes.
   */
  InetAddress network() {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }
}
