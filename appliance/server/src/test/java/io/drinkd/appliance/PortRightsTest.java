package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports below 1024, as the kernel describes a process's rights. */
class PortRightsTest {

  @ParameterizedTest
  @CsvSource({
    "1024, 0000000000000000,   42, false",
    "1024, 0000000000000000, 1023, false",
    "1024, 0000000000000000, 1024, true",
    "1024, 0000000000000000,    0, true",
    "  80, 0000000000000000,   80, true",
    "1024, 0000000000000400,   42, true",
    "1024, 000001ffffffffff,   42, true",
    "1024, 000001fffffffbff,   42, false"
  })
  void saysWhichPortsMayBeOpened(String lowest, String capabilities, int port, boolean allowed) {
    String status = "Name:\tjava\nCapPrm:\t0000000000000000\nCapEff:\t" + capabilities + "\n";

    assertThat(PortRights.of(lowest + "\n", status).allow(port)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource("0")
  void readsThoseOfThisProcess(int chosenBySystem) {
    assertThat(PortRights.ofThisProcess().lowest()).isNotNegative();
    assertThat(PortRights.ofThisProcess().allow(chosenBySystem)).isTrue();
  }
}
