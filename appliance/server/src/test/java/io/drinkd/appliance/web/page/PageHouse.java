package io.drinkd.appliance.web.page;

import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.http.HttpDoor;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.exchange.SiteHandler;
import io.drinkd.appliance.web.exchange.SiteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@link House} with its pages. */
final class PageHouse implements AutoCloseable {

  private static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of("web", SharedSettings.IDLE);

  private final House house;
  private final HttpDoor door;

  PageHouse(Path data) throws Exception {
    house = new House(data, new House.Options());
    house.linkBoards();
    SiteSettings settings =
        new SiteSettings(
            TestListener.of(DECLARATION, "connections: { all: 100, per-address: 100 }"),
            Optional.empty(),
            List.of(),
            1_000_000,
            false);
    door =
        HttpDoor.open(
            settings.listener(),
            new HttpDoor.Shape(8, Duration.ofSeconds(60), List.of()),
            HttpDoor.Answers.of(
                new SiteHandler(
                    settings,
                    List.of(Pages.routes(house.services(), house.timers().clock())),
                    house.services(),
                    house.timers())));
  }

  String address(String path) {
    return "http://127.0.0.1:" + door.port() + path;
  }

  @Override
  public void close() {
    door.close();
    house.close();
  }
}
