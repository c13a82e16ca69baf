package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.http.HttpDoor;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Logins;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.exchange.LoginBy;
import io.drinkd.appliance.web.exchange.Routes;
import io.drinkd.appliance.web.exchange.SiteHandler;
import io.drinkd.appliance.web.exchange.SiteSettings;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A {@link House} behind the REST interface, and clients of it. How long a request waits for its
 * drop is a time that stands still.
 */
final class RestHouse implements AutoCloseable {

  private static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of("web", SharedSettings.IDLE);

  private final House house;
  private final ManualTimers patience = new ManualTimers();
  private final HttpDoor door;

  RestHouse(Path data) throws IOException, CannotListenException {
    this(data, new House.Options());
  }

  RestHouse(Path data, House.Options options) throws IOException, CannotListenException {
    this(data, options, Duration.ofSeconds(60));
  }

  /**
   * @param idle how long a client may take for a piece of an answer
   */
  RestHouse(Path data, House.Options options, Duration idle)
      throws IOException, CannotListenException {
    house = new House(data, options);
    Routes routes = Routes.below(RestApi.BASE, RestApi::failed, LoginBy.TOKEN_OR_SESSION);
    RestApi.add(routes, house.services(), new DoorTime(patience));
    Routes rest = Routes.below("/", RestApi::failed, LoginBy.NONE);
    SiteSettings settings =
        new SiteSettings(
            TestListener.of(DECLARATION, "connections: { all: 3000, per-address: 3000 }"),
            Optional.empty(),
            List.of(),
            1_000_000,
            false);
    SiteHandler handler =
        new SiteHandler(settings, List.of(routes, rest), house.services(), house.timers());
    door =
        HttpDoor.open(
            settings.listener(), new HttpDoor.Shape(8, idle, List.of()), handler::answers);
  }

  /** The clock is that of the house. */
  private record DoorTime(ManualTimers patience) implements Timers {

    @Override
    public Clock clock() {
      return Clock.fixed(Instant.parse("2026-11-20T08:25:17Z"), ZoneOffset.UTC);
    }

    @Override
    public long nanoTime() {
      return patience.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      return patience.after(delay, task);
    }
  }

  House house() {
    return house;
  }

  Services services() {
    return house.services();
  }

  /** With the boards linked. */
  RestHouse linked() throws IOException {
    house.linkBoards();
    return this;
  }

  /** How many requests wait for their drops. */
  int waiting() {
    return patience.waiting();
  }

  /** Time passes at the door. */
  void pass(Duration time) {
    patience.advance(time);
  }

  /** Whoever waits for a drop has waited long enough. */
  void endPatience() {
    patience.advance(NewDrops.PATIENCE);
  }

  int port() {
    return door.port();
  }

  /** Nobody who is known. */
  RestClient anybody() {
    return new RestClient(door.port());
  }

  /** A member with a token of that scope. */
  String token(String member, Scope scope) {
    Logins logins = services().logins();
    Caller anybody =
        logins.anybody("test", new LoginOrigin(InetAddress.getLoopbackAddress(), false));
    Caller caller = logins.byPassword(anybody, member, member + "'s password").join();
    return services().tokens().make(caller.member(), new Label("test"), scope, 30).join().secret();
  }

  RestClient member(String name) {
    return anybody().token(token(name, Scope.MEMBER));
  }

  RestClient reader(String name) {
    return anybody().token(token(name, Scope.READ));
  }

  @Override
  public void close() {
    door.close();
    house.close();
  }
}
