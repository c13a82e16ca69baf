package io.drinkd.appliance;

import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.echo.EchoProtocol;
import io.drinkd.appliance.finger.FingerProtocol;
import io.drinkd.appliance.metrics.MetricsProtocol;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.sunday.Commands;
import io.drinkd.appliance.sunday.SundayProtocol;
import io.drinkd.appliance.telnet.TelnetProtocol;
import io.drinkd.appliance.web.WebProtocol;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The protocols that a listener's {@code protocol:} may name. */
final class Protocols {

  /** One line a protocol: its declaration, and how it is made of the appliance's parts. */
  private static final List<Entry> ALL =
      List.of(
          new Entry(
              SundayProtocol.DECLARATION,
              (services, net) -> new SundayProtocol(services, Commands.indexed(), net)),
          new Entry(EchoProtocol.DECLARATION, (services, net) -> new EchoProtocol(net)),
          new Entry(
              FingerProtocol.DECLARATION, (services, net) -> new FingerProtocol(services, net)),
          new Entry(MetricsProtocol.DECLARATION, (services, net) -> new MetricsProtocol(services)),
          new Entry(
              TelnetProtocol.DECLARATION, (services, net) -> new TelnetProtocol(services, net)),
          new Entry(
              WebProtocol.DECLARATION, (services, net) -> new WebProtocol(services, net.timers())));

  private record Entry(ProtocolDeclaration declaration, Maker maker) {}

  private interface Maker {
    Protocol make(Services services, Transport net);
  }

  private Protocols() {}

  /** What the configuration has to know of them. */
  static List<ProtocolDeclaration> declared() {
    return ALL.stream().map(Entry::declaration).toList();
  }

  /** All of them, by their names. */
  static Map<String, Protocol> of(Services services, Transport net) {
    return ALL.stream()
        .collect(
            Collectors.toMap(
                entry -> entry.declaration().name(), entry -> entry.maker().make(services, net)));
  }
}
