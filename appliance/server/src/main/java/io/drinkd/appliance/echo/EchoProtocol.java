package io.drinkd.appliance.echo;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.Protocol;
import java.util.Set;

/** What comes in goes out. */
public final class EchoProtocol implements Protocol {

  /** What it has no use for: it knows no requests, and it speaks in clear. */
  public static final Set<String> UNUSED_SETTINGS =
      Set.of(
          "dialect", "requests-in-flight", "requests-per-second", "stat-gap", "tls", "write-stall");

  @Override
  public Door open(ListenerSettings settings) throws CannotListenException {
    return EchoDoor.open(settings);
  }
}
