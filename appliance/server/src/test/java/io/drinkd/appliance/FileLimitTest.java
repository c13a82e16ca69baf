package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.service.TestSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileLimitTest {

  private static final ProtocolDeclaration ANY = ProtocolDeclaration.of("any");

  private static List<ConnectionBounds> fitted(FileLimit limit, int... all) {
    ApplianceSettings settings =
        TestSettings.with(List.of(), TestSettings.LIMITS, TestSettings.MEMBERS, false);
    List<ListenerSettings> listeners =
        Arrays.stream(all)
            .mapToObj(one -> TestListener.of(ANY, "connections: { all: " + one + " }"))
            .toList();
    return limit.fit(settings.with(List.of(), listeners)).stream()
        .map(ListenerSettings::connections)
        .toList();
  }

  @Test
  void leavesWhatFits() {
    assertThat(fitted(new FileLimit(2_164, 100), 2_000))
        .containsExactly(new ConnectionBounds(2_000, 1_000));
  }

  @Test
  void lowersAllListenersAlike() {
    assertThat(fitted(new FileLimit(664, 100), 2_000, 500))
        .containsExactly(new ConnectionBounds(400, 200), new ConnectionBounds(100, 200));
  }

  @Test
  void leavesOneConnectionAtLeast() {
    assertThat(fitted(new FileLimit(20, 100), 2_000)).containsExactly(new ConnectionBounds(1, 1));
  }

  @Test
  void knowsTheLimitOfThisProcess() {
    assertThat(FileLimit.now().most()).isGreaterThan(FileLimit.now().others());
    assertThat(FileLimit.now().others()).isPositive();
  }
}
