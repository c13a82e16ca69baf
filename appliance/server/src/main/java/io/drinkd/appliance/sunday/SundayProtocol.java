package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.service.Services;

/**
 * The Sunday protocol, in all its dialects.
 *
 * @param services what may be asked through its doors
 * @param commands the verbs that it understands
 */
public record SundayProtocol(Services services, Commands commands, Transport transport)
    implements Protocol {

  static final String NAME = "sunday";

  /** Its name and settings. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of(
          NAME,
          SundaySettings.DECLARED,
          SharedSettings.LOGINS,
          SharedSettings.WRITING,
          SharedSettings.RATES,
          SharedSettings.LINES);

  @Override
  public TcpDoor open(ListenerSettings settings) throws CannotListenException {
    return transport.open(
        settings,
        changed ->
            new SundayHandler(
                changed.name(),
                SundaySettings.of(changed.own(), transport.timers()),
                services,
                commands));
  }
}
