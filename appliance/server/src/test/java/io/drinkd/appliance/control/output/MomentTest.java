package io.drinkd.appliance.control.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

  private static final Instant NOW = Instant.parse("2026-11-28T23:30:00Z");
  private static final Times BERLIN = new Times(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-28T23:30:00Z, 2026-11-28T23:30:00Z",
    "today, 2026-11-28T23:00:00Z, 2026-11-29T23:00:00Z",
    "Yesterday, 2026-11-27T23:00:00Z, 2026-11-28T23:00:00Z",
    // The day on which summer time ends has 25 hours.
    "2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "14:30, 2026-11-29T13:30:00Z, 2026-11-29T13:30:00Z",
    "2026-11-28T14:30, 2026-11-28T13:30:00Z, 2026-11-28T13:30:00Z",
    "2026-11-28 14:30:05, 2026-11-28T13:30:05Z, 2026-11-28T13:30:05Z",
    "2026-11-28 14:30:05Z, 2026-11-28T14:30:05Z, 2026-11-28T14:30:05Z",
    "2026-11-28T14:30:05+02:00, 2026-11-28T12:30:05Z, 2026-11-28T12:30:05Z",
    "7d, 2026-11-21T23:30:00Z, 2026-11-21T23:30:00Z",
    "2w, 2026-11-14T23:30:00Z, 2026-11-14T23:30:00Z",
    "12h, 2026-11-28T11:30:00Z, 2026-11-28T11:30:00Z",
    "30m, 2026-11-28T23:00:00Z, 2026-11-28T23:00:00Z",
  })
  void isUnderstood(String text, Instant from, Instant until) {
    assertThat(Moment.parse(text, NOW, BERLIN)).hasValue(new Moment(from, until));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tomorrow", "7", "0d", "-7d", "1y", "28.11.2026", "2026-02-30", "25:00"})
  void isRefused(String text) {
    assertThat(Moment.parse(text, NOW, BERLIN)).isEmpty();
  }

  @Test
  void isInTheZoneOfWhoeverTypesIt() {
    assertThat(Times.local(Optional.of(":Asia/Tokyo")).zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(Times.local(Optional.of("no/such/zone")).zone()).isEqualTo(ZoneId.systemDefault());
    assertThat(Times.local(Optional.empty()).zone()).isEqualTo(ZoneId.systemDefault());
  }
}
