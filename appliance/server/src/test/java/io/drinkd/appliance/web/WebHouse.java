package io.drinkd.appliance.web;

import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.sunday.House;
import java.nio.file.Path;

/** A {@link House} behind the web door as it is configured. */
final class WebHouse implements AutoCloseable {

  private final House house;
  private final Door door;

  /**
   * @param settings of the listener, in YAML
   */
  WebHouse(Path data, House.Options options, String settings) throws Exception {
    house = new House(data, options);
    WebProtocol web = new WebProtocol(house.services(), house.timers());
    door = web.open(TestListener.of(WebProtocol.DECLARATION, settings));
  }

  WebHouse(Path data, String settings) throws Exception {
    this(data, new House.Options(), settings);
  }

  WebHouse(Path data) throws Exception {
    this(data, "idle: 60s");
  }

  int port() {
    return door.port();
  }

  int connections() {
    return door.connections();
  }

  Services services() {
    return house.services();
  }

  @Override
  public void close() {
    door.close();
    house.close();
  }
}
