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
    ConnectionLimits limits = new ConnectionLimits(3, 2);

    assertThat(limits.enter(one)).isTrue();
    assertThat(limits.enter(one)).isTrue();
    assertThat(limits.enter(one)).isFalse();
    assertThat(limits.enter(other)).isTrue();
    assertThat(limits.enter(other)).isFalse();
    limits.leave(one);
    assertThat(limits.enter(other)).isTrue();
    assertThat(limits.enter(one)).isFalse();
  }
}
