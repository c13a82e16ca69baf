package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

  @Test
  void countsInAllAndPerAddress() throws UnknownHostException {
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress other = InetAddress.getByName("192.0.2.2");
    ListenerOptions options = new ListenerOptions();
    options.connections = 3;
    options.connectionsPerAddress = 2;
    ConnectionLimits limits = new ConnectionLimits(options.settings());

    assertThat(limits.enter(one)).isEmpty();
    assertThat(limits.enter(one)).isEmpty();
    assertThat(limits.enter(one)).contains(ErrorCode.TOO_MANY_CONNECTIONS);
    assertThat(limits.enter(other)).isEmpty();
    assertThat(limits.enter(other)).contains(ErrorCode.TOO_MANY_CONNECTIONS);
    limits.leave(one);
    assertThat(limits.enter(other)).isEmpty();
    assertThat(limits.enter(one)).contains(ErrorCode.TOO_MANY_CONNECTIONS);
  }
}
