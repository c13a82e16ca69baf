package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.Protocol;

/**
 * The Sunday protocol, in all its dialects.
 *
 * @param core what is behind its doors
 * @param commands the verbs that it understands
 * @param threads how many I/O threads serve a door, at least 1
 */
public record SundayProtocol(Core core, Commands commands, int threads) implements Protocol {

  @Override
  public Door open(ListenerSettings settings) throws CannotListenException {
    return SundayDoor.open(settings, core, commands, threads);
  }
}
