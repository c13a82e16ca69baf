package io.drinkd.appliance.finger;

import static io.drinkd.appliance.config.Setting.duration;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.Setting;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.service.Services;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One question about the house, and one answer (RFC 1288).
 *
 * @param services what may be asked through its doors
 */
public record FingerProtocol(Services services, Transport transport) implements Protocol {

  private static final String IDLE = "idle";

  private static final List<Setting> OWN =
      List.of(
          duration(
                  IDLE,
                  Duration.ofMillis(1),
                  Duration.ofMinutes(10),
                  "how long the question and its answer may take")
              .orElse("10s"));

  /** Its name and settings. A connection lasts for one question, so few are open at once. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of("finger", OWN, SharedSettings.WRITING, SharedSettings.RATES)
          .usually(Map.of("port", "79", "connections.all", "100", "connections.per-address", "20"));

  @Override
  public TcpDoor open(ListenerSettings settings) throws CannotListenException {
    FingerAnswers answers = new FingerAnswers(services, transport.timers().clock());
    return transport.open(
        settings, changed -> new FingerHandler(answers, changed.own().duration(IDLE)));
  }
}
