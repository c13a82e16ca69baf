package io.drinkd.appliance.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.mina.core.session.DummySession;
import org.junit.jupiter.api.Test;

/** What handshakes, and TLS records without data, may cost. */
class TlsCostTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  private final ManualTimers time = new ManualTimers();
  private final AddressRates origins = new AddressRates(1, time);

  private Connection connection(String address) {
    DummySession session = new DummySession();
    session.setRemoteAddress(new InetSocketAddress(address, 1));
    return new Connection(session, Runnable::run, time);
  }

  private TlsCost cost(String address) {
    return new TlsCost(origins, connection(address), time);
  }

  private void compute(TlsCost cost, Duration duration) {
    long began = cost.now();
    time.advance(duration);
    cost.spentSince(began);
  }

  @Test
  void whoeverHasUsedUpHalfAProcessorWaitsAndNobodyElse() {
    TlsCost greedy = cost("10.0.0.1");
    compute(greedy, Duration.ofSeconds(2));

    assertThat(greedy.pause(160, false)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(cost("10.0.0.1").pause(160, false)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(cost("10.0.0.2").pause(160, false)).isZero();
    time.advance(Duration.ofSeconds(4));
    assertThat(greedy.pause(160, false)).isZero();
  }

  @Test
  void halfASecondIsFreeAndRequestsNeverWait() {
    TlsCost member = cost("10.0.0.1");
    compute(member, Duration.ofMillis(400));
    assertThat(member.pause(160, false)).isZero();

    compute(member, Duration.ofSeconds(3));
    assertThat(member.pause(40, true)).isZero();
    assertThat(member.pause(16_000, true)).isGreaterThan(SHORT);
  }

  @Test
  void aCrowdThatWaitsLooksSeldom() {
    TlsCost one = cost("10.0.0.1");
    compute(one, Duration.ofMillis(510));
    assertThat(one.pause(160, false)).isEqualTo(SHORT);
  }

  @Test
  void aLongRecordWithoutDataCountsAsMany() {
    EmptyRecordLimit updates = new EmptyRecordLimit(connection("10.0.0.1"));
    assertThat(updates.isExceededBy(27)).isFalse();
    assertThat(updates.isExceededBy(16_384)).isTrue();
  }
}
