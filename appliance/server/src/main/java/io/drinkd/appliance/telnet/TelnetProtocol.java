package io.drinkd.appliance.telnet;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.service.Services;
import java.util.Map;

/**
 * A menu on a terminal (RFC 854).
 *
 * @param services what may be asked through its doors
 */
public record TelnetProtocol(Services services, Transport transport) implements Protocol {

  static final String NAME = "telnet";

  /** Its name and settings. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of(
              NAME,
              TelnetSettings.DECLARED,
              SharedSettings.LOGINS,
              SharedSettings.WRITING,
              SharedSettings.RATES)
          .usually(Map.of("port", "42"));

  @Override
  public TcpDoor open(ListenerSettings settings) throws CannotListenException {
    return transport.open(
        settings, changed -> new TelnetHandler(TelnetSettings.of(changed), services));
  }
}
