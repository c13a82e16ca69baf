package io.drinkd.appliance.echo;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.net.ConnectionRefusal;
import io.drinkd.appliance.net.LineParser;
import io.drinkd.appliance.net.ProtocolHandler;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.net.Transport;
import java.time.Duration;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;

/** What comes in goes out. */
public record EchoProtocol(Transport transport) implements Protocol {

  /** Its settings: those of the transport. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of(
          "echo", SharedSettings.IDLE, SharedSettings.WRITING, SharedSettings.RATES);

  private static final byte[] NOTHING = {};

  @Override
  public Door open(ListenerSettings settings) throws CannotListenException {
    return transport.open(settings, changed -> new Handler(SharedSettings.idle(changed)));
  }

  private record Handler(Duration idleBound) implements ProtocolHandler {

    @Override
    public Optional<LineParser> lines() {
      return Optional.empty();
    }

    @Override
    public ConnectionHandler begin(Connection connection, IoFilterChain chain) {
      EchoFilter echo = new EchoFilter(connection, idleBound);
      chain.addLast("echo", echo);
      return echo;
    }

    @Override
    public byte[] refusal(ConnectionRefusal why) {
      return NOTHING;
    }
  }
}
