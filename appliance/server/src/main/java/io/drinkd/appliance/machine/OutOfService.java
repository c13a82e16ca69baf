package io.drinkd.appliance.machine;

import java.time.Instant;

/**
 * An admin has taken a machine out of service: it takes no orders but those of admins who try it.
 *
 * @param reason why, as the admin says
 * @param since when
 * @param actor who did it, such as {@code admin:alice}
 */
public record OutOfService(String reason, Instant since, String actor) {

  /** How it is called wherever the state of a machine is shown. */
  public static final String WORD = "out-of-service";

  /** Why no order is taken, in one line for anybody: who did it concerns admins alone. */
  public String publicLine() {
    return "out of service since " + since + ": " + reason;
  }

  /** The same for admins and operators. */
  public String line() {
    return "out of service since " + since + ", by " + actor + ": " + reason;
  }
}
