package io.drinkd.driver.link;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a board dials in. It is all by which a board is known that does not log in.
 *
 * @param address the only address from which it may come; empty for any
 * @param port that of this appliance at which it dials in; empty for the one of all boards
 */
public record DialInPlace(Optional<InetAddress> address, OptionalInt port) {

  /** From any address, at the port of all boards. */
  public static final DialInPlace ANY = new DialInPlace(Optional.empty(), OptionalInt.empty());

  /** From that address alone, at the port of all boards. */
  public static DialInPlace from(InetAddress address) {
    return new DialInPlace(Optional.of(address), OptionalInt.empty());
  }

  /** From any address, at that port. */
  public static DialInPlace at(int port) {
    return new DialInPlace(Optional.empty(), OptionalInt.of(port));
  }
}
