package io.drinkd.appliance.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, such as {@code 10.0.0.0/8} or {@code fd00::/8}; one address alone
 * without a slash. Nothing is looked up.
 *
 * @param first any of them; the bits behind the prefix do not matter
 * @param prefixBits how many bits they have in common, from 0 to 32 or 128
 */
public record AddressRange(InetAddress first, int prefixBits) {

  private static final int IPV6_BYTES = 16;
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final Pattern WRITTEN = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

  /** Reads a range; empty if {@code text} is none. */
  static Optional<AddressRange> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return literal(matcher.group(1))
        .map(
            address -> {
              int most = address.getAddress().length * Byte.SIZE;
              String bits = matcher.group(2);
              return new AddressRange(address, bits == null ? most : Integer.parseInt(bits));
            })
        .filter(range -> range.prefixBits <= range.first.getAddress().length * Byte.SIZE);
  }

  /** The address that is written so; empty if it is none. No name is looked up. */
  public static Optional<InetAddress> literal(String text) {
    return Addresses.literal(text).map(AddressRange::address);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal + " is no address", e);
    }
  }

  /**
   * What counts as one address where clients are counted by it: an IPv6 address stands for its
   * network of 64 bits, of whose addresses a client has as many as it likes.
   */
  public static InetAddress network(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != IPV6_BYTES) {
      return address;
    }
    Arrays.fill(bytes, IPV6_NETWORK_BYTES, IPV6_BYTES, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }

  /** Whether the address is one of these. An IPv4 address is in no range of IPv6 addresses. */
  public boolean contains(InetAddress address) {
    byte[] one = first.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((one[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefixBits;
  }
}
