package io.drinkd.appliance.web.page;

import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.http.HttpDoor;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.Site;
import io.drinkd.appliance.web.exchange.SiteHandler;
import io.drinkd.appliance.web.exchange.SiteSettings;
import io.drinkd.appliance.web.oidc.Provider;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ManualTimers;
import io.drinkd.driver.testkit.ReservedPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@link House} with its pages. */
public final class PageHouse implements AutoCloseable {

  private static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of("web", SharedSettings.IDLE);

  private final House house;

  /** Nobody else gets it while this is restarted. */
  private final ReservedPort port;

  private final HttpDoor door;

  public PageHouse(Path data) throws Exception {
    this(data, new House.Options());
  }

  /**
   * @param options of the house behind it
   */
  public PageHouse(Path data, House.Options options) throws Exception {
    this(data, ReservedPort.any(), options, Optional.empty(), Optional.empty());
  }

  /**
   * @param time of the site, which a test moves
   */
  public PageHouse(Path data, Timers time) throws Exception {
    this(data, ReservedPort.any(), new House.Options(), Optional.of(time), Optional.empty());
  }

  /** Time of the site that stands still until a test moves it: that of the house behind it. */
  public static ManualTimers still() {
    ManualTimers still = new ManualTimers();
    still.advance(Duration.between(still.clock().instant(), House.NOW));
    return still;
  }

  /** One whose members may sign in by a provider as well. */
  PageHouse(Path data, Provider provider) throws Exception {
    this(data, ReservedPort.any(), new House.Options(), Optional.empty(), Optional.of(provider));
  }

  private PageHouse(
      Path data,
      ReservedPort port,
      House.Options options,
      Optional<Timers> time,
      Optional<Provider> provider)
      throws Exception {
    this.port = port;
    house = new House(data, options);
    house.linkBoards();
    SiteSettings settings =
        new SiteSettings(
            TestListener.at(
                DECLARATION, port.number(), "connections: { all: 100, per-address: 100 }"),
            Optional.empty(),
            List.of(),
            1_000_000,
            false);
    door =
        HttpDoor.open(
            settings.listener(),
            new HttpDoor.Shape(8, Duration.ofSeconds(60), List.of()),
            new SiteHandler(
                    settings,
                    Site.parts(house.services(), time.orElse(house.timers()), provider),
                    house.services(),
                    house.timers())
                ::answers);
  }

  /** Another one at the same address, with the books that this one leaves when it is closed. */
  public PageHouse restarted(Path data) throws Exception {
    door.close();
    house.close();
    House.Options again = new House.Options();
    again.again = true;
    return new PageHouse(data, port, again, Optional.empty(), Optional.empty());
  }

  /** What is behind the pages. */
  public House house() {
    return house;
  }

  /** Its services, for what a test does not do by a page. */
  public Services services() {
    return house.services();
  }

  /** All routes of it, such as {@code GET /machines/{}}. */
  public List<String> routes() {
    return Site.parts(house.services(), house.timers(), Optional.empty()).stream()
        .flatMap(part -> part.all().stream())
        .toList();
  }

  public String address(String path) {
    return "http://127.0.0.1:" + door.port() + path;
  }

  @Override
  public void close() {
    door.close();
    house.close();
    port.close();
  }
}
