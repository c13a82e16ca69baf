package io.drinkd.appliance.net;

import static io.drinkd.appliance.net.ConnectionRefusal.TOO_MANY_CONNECTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mina.core.session.DummySession;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

  private final ManualTimers timers = new ManualTimers();

  private static ConnectionLimits limits(int all, int perAddress) {
    return new ConnectionLimits(
        TestListener.of(
            ProtocolDeclaration.of("any"),
            "connections: { all: %d, per-address: %d }".formatted(all, perAddress)));
  }

  private Connection from(String address) throws UnknownHostException {
    DummySession session = new DummySession();
    session.setRemoteAddress(new InetSocketAddress(InetAddress.getByName(address), 1));
    return new Connection(session, Runnable::run, timers);
  }

  private List<Connection> enter(ConnectionLimits limits, String address, int count)
      throws UnknownHostException {
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Connection connection = from(address);
      assertThat(limits.enter(connection)).isEmpty();
      connections.add(connection);
    }
    return connections;
  }

  @Test
  void countsInAllAndPerAddress() throws UnknownHostException {
    ConnectionLimits limits = limits(3, 2);
    List<Connection> open = enter(limits, "192.0.2.1", 2);
    assertThat(limits.enter(from("192.0.2.1"))).contains(TOO_MANY_CONNECTIONS);
    enter(limits, "192.0.2.2", 1);
    assertThat(limits.enter(from("192.0.2.2"))).contains(TOO_MANY_CONNECTIONS);
    limits.leave(open.get(0));
    enter(limits, "192.0.2.2", 1);
    assertThat(limits.enter(from("192.0.2.1"))).contains(TOO_MANY_CONNECTIONS);
  }

  @Test
  void makesRoomFromTheAddressWithMostConnections() throws UnknownHostException {
    ConnectionLimits limits = limits(10, 10);
    List<Connection> few = enter(limits, "192.0.2.2", 3);
    List<Connection> many = enter(limits, "192.0.2.1", 7);
    many.get(0).keep(true);

    enter(limits, "192.0.2.3", 1);
    enter(limits, "192.0.2.3", 1);

    assertThat(many.stream().map(Connection::end).map(Optional::isPresent))
        .containsExactly(false, true, true, false, false, false, false);
    assertThat(few).allMatch(connection -> connection.end().isEmpty());
    // It was counted out when it was cut off.
    limits.leave(many.get(1));
    enter(limits, "192.0.2.3", 1);
    assertThat(many.get(3).end()).isPresent();
  }

  @Test
  void makesNoRoomForWhoeverHasAsManyOrIfAllAreKnown() throws UnknownHostException {
    ConnectionLimits limits = limits(10, 10);
    List<Connection> one = enter(limits, "192.0.2.1", 5);
    enter(limits, "192.0.2.2", 4);
    enter(limits, "192.0.2.3", 1);
    assertThat(limits.enter(from("192.0.2.1"))).contains(TOO_MANY_CONNECTIONS);
    assertThat(limits.enter(from("192.0.2.2"))).contains(TOO_MANY_CONNECTIONS);
    one.forEach(connection -> connection.keep(true));
    enter(limits, "192.0.2.3", 1);
    assertThat(one).allMatch(connection -> connection.end().isEmpty());
  }

  @Test
  void keepsTheLastPlacesForAddressesThatHaveNone() throws UnknownHostException {
    ConnectionLimits limits = limits(40, 40);
    List<Connection> members = enter(limits, "192.0.2.1", 38);
    members.forEach(connection -> connection.keep(true));
    assertThat(limits.enter(from("192.0.2.1"))).contains(TOO_MANY_CONNECTIONS);
    enter(limits, "192.0.2.2", 1);
    assertThat(limits.enter(from("192.0.2.2"))).contains(TOO_MANY_CONNECTIONS);
    enter(limits, "192.0.2.3", 1);
    assertThat(limits.enter(from("192.0.2.4"))).contains(TOO_MANY_CONNECTIONS);
  }

  @Test
  void countsNetworkOfIpv6AddressesAsOne() throws UnknownHostException {
    ConnectionLimits limits = limits(10, 2);
    enter(limits, "2001:db8::1", 1);
    enter(limits, "2001:db8::2", 1);
    assertThat(limits.enter(from("2001:db8::3"))).contains(TOO_MANY_CONNECTIONS);
    enter(limits, "2001:db8:0:1::1", 1);
  }
}
