package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.net.ConnectionRefusal;
import io.drinkd.appliance.net.LineParser;
import io.drinkd.appliance.net.ProtocolHandler;
import io.drinkd.appliance.service.Services;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;

/** The protocol at one listener, and the order of its filters. */
final class SundayHandler implements ProtocolHandler {

  private final SundaySettings settings;
  private final Services services;
  private final Commands commands;
  private final CommandRunner runner;
  private final CommandCounts counts;
  private final ConnectionsWithoutRequest withoutRequest;

  /**
   * @param listener its name
   */
  SundayHandler(String listener, SundaySettings settings, Services services, Commands commands) {
    this.settings = settings;
    this.services = services;
    this.commands = commands;
    counts = new CommandCounts(services.metrics(), listener, commands);
    runner = new CommandRunner(services.faults(), counts);
    withoutRequest = new ConnectionsWithoutRequest(settings.timers());
  }

  @Override
  public Optional<LineParser> lines() {
    return Optional.of(new RequestParser());
  }

  @Override
  public ConnectionHandler begin(Connection connection, IoFilterChain chain) {
    SundaySession session =
        new SundaySession(
            connection,
            settings,
            withoutRequest,
            services.logins().anybody(SundayProtocol.NAME, settings.origin(connection.address())));
    // Lines as they come and go, before they wait for their turn.
    chain.addLast("traffic-log", new TrafficLogFilter(connection, commands));
    // Before auth, so that what follows a login waits until it is done.
    chain.addLast("order", new RequestOrderFilter(session, commands));
    // In turn, so that what it refuses is answered like any other request.
    chain.addLast("http", new HttpFilter(session));
    // Nothing behind it checks again.
    chain.addLast("auth", new AuthFilter(session, services, commands, runner, counts));
    chain.addLast("commands", new CommandFilter(session, runner, services));
    return session;
  }

  @Override
  public byte[] refusal(ConnectionRefusal why) {
    CommandResult refused =
        switch (why) {
          case ADDRESS_NOT_ALLOWED ->
              new CommandResult.Refused(new RefusedException(Refusal.FORBIDDEN));
          case TOO_MANY_CONNECTIONS -> new CommandResult.Failed(ErrorCode.TOO_MANY_CONNECTIONS);
        };
    return refused.spelledBy(settings.dialect()).bytes();
  }
}
