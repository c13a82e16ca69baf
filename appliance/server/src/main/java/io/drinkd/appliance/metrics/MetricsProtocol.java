package io.drinkd.appliance.metrics;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.http.HttpDoor;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.service.Services;
import java.util.List;
import java.util.Map;

/**
 * The protocol for programs that watch over the house.
 *
 * @param services what may be asked through its doors
 */
public record MetricsProtocol(Services services) implements Protocol {

  /** Its name and settings. It is for this machine unless the configuration says otherwise. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of("metrics", SharedSettings.IDLE)
          .usually(
              Map.of(
                  "host",
                  "127.0.0.1",
                  "port",
                  "9442",
                  "connections.all",
                  "32",
                  "connections.per-address",
                  "16"));

  /** What is answered is made in a few milliseconds, and asked for a few times a minute. */
  private static final int THREADS = 2;

  @Override
  public Door open(ListenerSettings settings) throws CannotListenException {
    return HttpDoor.open(
        settings,
        new HttpDoor.Shape(THREADS, SharedSettings.idle(settings), List.of()),
        () ->
            HttpDoor.Answers.of(
                new MetricsHandler(
                    services.about().name(),
                    services.health(),
                    new Exposition(services.metrics()))));
  }
}
