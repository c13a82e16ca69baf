package io.drinkd.appliance.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

  @Test
  void countsInAllAndPerAddress() throws UnknownHostException {
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress other = InetAddress.getByName("192.0.2.2");
    ConnectionLimits limits =
        new ConnectionLimits(
            TestListener.of(
                ProtocolDeclaration.of("any"), "connections: { all: 3, per-address: 2 }"));

    assertThat(limits.enter(one)).isEmpty();
    assertThat(limits.enter(one)).isEmpty();
    assertThat(limits.enter(one)).contains(ConnectionRefusal.TOO_MANY_CONNECTIONS);
    assertThat(limits.enter(other)).isEmpty();
    assertThat(limits.enter(other)).contains(ConnectionRefusal.TOO_MANY_CONNECTIONS);
    limits.leave(one);
    assertThat(limits.enter(other)).isEmpty();
    assertThat(limits.enter(one)).contains(ConnectionRefusal.TOO_MANY_CONNECTIONS);
  }
}
