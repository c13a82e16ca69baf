package io.drinkd.appliance.reverse;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.Setting;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;

/** Answers each line with its letters in reverse. */
public record ReverseProtocol(Transport transport) implements Protocol {

  /** What its listeners share with others, and one setting of their own. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of(
          "reverse",
          SharedSettings.IDLE,
          SharedSettings.WRITING,
          SharedSettings.RATES,
          List.of(
              Setting.choice("letters", List.of("kept", "upper"), "what becomes of the letters")
                  .orElse("kept")));

  @Override
  public Door open(ListenerSettings settings) throws CannotListenException {
    return transport.open(settings, Handler::new);
  }

  private record Handler(ListenerSettings settings) implements ProtocolHandler, LineParser {

    @Override
    public Optional<LineParser> lines() {
      return Optional.of(this);
    }

    @Override
    public Optional<String> parse(byte[] bytes, int from, int to) {
      String line = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
      boolean upper = settings.own().text("letters").equals("upper");
      return Optional.of(upper ? line.toUpperCase(Locale.ROOT) : line);
    }

    @Override
    public Object tooLong(byte[] bytes, int from, int to) {
      return "(too long)";
    }

    @Override
    public ConnectionHandler begin(Connection connection, IoFilterChain chain) {
      chain.addLast("reverse", new ReverseFilter(connection));
      return () -> SharedSettings.idle(settings);
    }

    @Override
    public byte[] refusal(ConnectionRefusal why) {
      return "full\n".getBytes(StandardCharsets.US_ASCII);
    }
  }
}
