package io.drinkd.appliance.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRateTest {

  @Test
  void aSecondsWorthIsFreeAndTheRestComesAtTheRate() {
    ManualTimers timers = new ManualTimers();
    RequestRate rate = new RequestRate(10, timers);
    assertThat(IntStream.range(0, 10).mapToLong(i -> rate.takeNanos(timers.nanoTime())))
        .containsOnly(0L);
    assertThat(rate.takeNanos(timers.nanoTime())).isEqualTo(Duration.ofMillis(100).toNanos());
    assertThat(rate.takeNanos(timers.nanoTime())).isEqualTo(Duration.ofMillis(200).toNanos());
    timers.advance(Duration.ofHours(1));
    assertThat(IntStream.range(0, 10).mapToLong(i -> rate.takeNanos(timers.nanoTime())))
        .containsOnly(0L);
    assertThat(rate.takeNanos(timers.nanoTime())).isPositive();
  }

  @Test
  void addressesAreForgottenWhenThereAreManyOthers() throws Exception {
    AddressRates rates = new AddressRates(10, new ManualTimers());
    InetAddress first = InetAddress.getByName("10.0.0.1");
    RequestRate ofFirst = rates.of(first);
    assertThat(rates.of(first)).isSameAs(ofFirst);
    for (int i = 0; i < 20_000; i++) {
      rates.of(InetAddress.getByAddress(new byte[] {11, 0, (byte) (i >> 8), (byte) i}));
    }
    assertThat(rates.of(first)).isNotSameAs(ofFirst);
  }
}
