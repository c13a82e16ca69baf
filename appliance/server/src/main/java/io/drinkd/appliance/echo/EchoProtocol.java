package io.drinkd.appliance.echo;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.Protocol;

/** What comes in goes out. */
public final class EchoProtocol implements Protocol {

  @Override
  public Door open(ListenerSettings settings) throws CannotListenException {
    return EchoDoor.open(settings);
  }
}
