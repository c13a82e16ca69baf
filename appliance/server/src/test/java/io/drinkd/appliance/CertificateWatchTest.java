package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.SettingValues;
import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {

  private final ManualTimers timers = new ManualTimers();

  private ListenerSettings listener(String name, Duration validFor) throws Exception {
    Instant now = timers.clock().instant();
    TestCertificate certificate =
        TestCertificate.make(
            "EC", Date.from(now.minus(Duration.ofDays(60))), Date.from(now.plus(validFor)));
    return new ListenerSettings(
        name,
        "sunday",
        new Endpoint("127.0.0.1", 0, 1),
        new ConnectionBounds(1, 1),
        List.of(),
        Optional.of(certificate.settings()),
        new SettingValues(Map.of()));
  }

  @Test
  void saysAtOnceAndOnceADayWhichCertificatesEnd() throws Exception {
    ListenerSettings good = listener("good", Duration.ofDays(31).plusHours(1));
    ListenerSettings bad = listener("bad", Duration.ofDays(10).plusHours(1));
    try (CapturedLog log = CapturedLog.of(CertificateWatch.class.getName(), Level.INFO);
        CertificateWatch watch = new CertificateWatch(timers)) {
      watch.watch(List.of(good, bad));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith(
              "certificate not valid, or not for long: listener bad: certificate tls/c.pem: CN=EC"
                  + " expires on ")
          .endsWith(", in 10 days; replace it by a valid one");

      timers.advance(Duration.ofDays(1));
      assertThat(log.lines()).hasSize(2).last().asString().contains("bad", "in 9 days");
      timers.advance(Duration.ofDays(1));
      assertThat(log.lines().subList(2, 4)).anyMatch(line -> line.contains("good"));

      watch.watch(List.of());
      timers.advance(Duration.ofDays(2));
      assertThat(log.lines()).hasSize(4);
    }
    assertThat(timers.waiting()).isZero();
  }
}
