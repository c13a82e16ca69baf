package io.drinkd.appliance.member;

import io.drinkd.appliance.config.AddressRange;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Where a login comes from.
 *
 * @param address the client's address
 * @param frontEnd whether it is a program that logs in many people from this one address, such as a
 *     web server: it is not blamed for what they type
 * @param request completes when the client that has sent a request has left, and empty for a
 *     connection of lines. Such a connection waits for its turn however long that takes; whoever
 *     sends requests can send thousands, and is refused rather than kept waiting
 * @param kiosk the number of the kiosk at which somebody holds a card to the reader
 */
public record LoginOrigin(
    InetAddress address,
    boolean frontEnd,
    Optional<CompletionStage<Void>> request,
    OptionalLong kiosk) {

  /** A connection of lines. */
  public LoginOrigin(InetAddress address, boolean frontEnd) {
    this(address, frontEnd, Optional.empty(), OptionalLong.empty());
  }

  /** A request of HTTP, which is given up when its client has left. */
  public static LoginOrigin ofRequest(InetAddress address, CompletionStage<Void> left) {
    return new LoginOrigin(address, false, Optional.of(left), OptionalLong.empty());
  }

  /** The same at a kiosk. */
  public LoginOrigin atKiosk(long number) {
    return new LoginOrigin(address, frontEnd, request, OptionalLong.of(number));
  }

  /** What counts as one address. */
  InetAddress network() {
    return AddressRange.network(address);
  }
}
