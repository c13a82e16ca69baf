package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.net.FailureLog;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;

/**
 * The Sunday protocol, in all its dialects.
 *
 * @param core what is behind its doors
 * @param commands the verbs that it understands
 */
public record SundayProtocol(Core core, Commands commands, Transport transport)
    implements Protocol {

  /** Its name and settings. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of(
          "sunday", SundaySettings.DECLARED, SharedSettings.WRITING, SharedSettings.RATES);

  @Override
  public TcpDoor open(ListenerSettings settings) throws CannotListenException {
    FailureLog failures = new FailureLog(transport.timers());
    return transport.open(
        settings,
        changed ->
            new SundayHandler(
                SundaySettings.of(changed.own(), transport.timers()), core, commands, failures));
  }
}
