package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.AcceptSettings;
import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.service.TestSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  private static ApplianceSettings withBoards() {
    ApplianceSettings any =
        TestSettings.with(List.of(), TestSettings.LIMITS, TestSettings.MEMBERS, false);
    return new ApplianceSettings(
        any.process(),
        List.of(TestListener.of(ANY, "connections: { all: 2000 }")),
        any.limits(),
        any.members(),
        any.inDoubt(),
        Optional.of(new AcceptSettings("127.0.0.1", 4343)),
        List.of());
  }

  @Test
  void keepsPlacesForConnectionsOfBoards() {
    assertThat(new FileLimit(920, 100).boardPlaces(withBoards())).isEqualTo(256);
    assertThat(new FileLimit(920, 100).fit(withBoards()).get(0).connections())
        .isEqualTo(new ConnectionBounds(500, 250));
  }

  @Test
  void lowersThePlacesOfBoardsToo() {
    assertThat(new FileLimit(364, 100).boardPlaces(withBoards())).isEqualTo(100);
    assertThat(new FileLimit(364, 100).fit(withBoards()).get(0).connections())
        .isEqualTo(new ConnectionBounds(100, 50));
    assertThat(new FileLimit(120, 100).boardPlaces(withBoards())).isEqualTo(1);
  }

  @Test
  void knowsTheLimitOfThisProcess() {
    assertThat(FileLimit.now().most()).isGreaterThan(FileLimit.now().others());
    assertThat(FileLimit.now().others()).isPositive();
  }
}
