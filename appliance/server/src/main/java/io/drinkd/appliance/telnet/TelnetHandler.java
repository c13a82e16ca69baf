package io.drinkd.appliance.telnet;

import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.net.ConnectionRefusal;
import io.drinkd.appliance.net.LineParser;
import io.drinkd.appliance.net.ProtocolHandler;
import io.drinkd.appliance.service.Services;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;

/** The protocol at one listener. */
record TelnetHandler(TelnetSettings settings, Services services) implements ProtocolHandler {

  /** Bytes: a key is to be echoed when it is typed. */
  @Override
  public Optional<LineParser> lines() {
    return Optional.empty();
  }

  @Override
  public ConnectionHandler begin(Connection connection, IoFilterChain chain) {
    TelnetFilter telnet = new TelnetFilter(connection, settings, services);
    chain.addLast("telnet", telnet);
    return telnet;
  }

  @Override
  public byte[] refusal(ConnectionRefusal why) {
    String text =
        switch (why) {
          case ADDRESS_NOT_ALLOWED -> "Your address may not connect here.\r\n";
          case TOO_MANY_CONNECTIONS -> "Too many are connected; try again in a moment.\r\n";
        };
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
