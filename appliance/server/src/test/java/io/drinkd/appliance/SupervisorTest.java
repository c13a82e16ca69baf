package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.process.NotifySocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  /** By which systemd-notify learns that its message was received. */
  private static final String BARRIER = "BARRIER=1";

  private static final String OWN = Long.toString(ProcessHandle.current().pid());

  @TempDir Path temporary;

  private static Duration patience(String... variables) {
    Map<String, String> environment =
        variables.length == 2
            ? Map.of("NOTIFY_SOCKET", "/x", variables[0], variables[1])
            : Map.of("NOTIFY_SOCKET", "/x", variables[0], variables[1], variables[2], variables[3]);
    return Supervisor.of(environment).patience().orElse(Duration.ZERO);
  }

  @Test
  void saysHowLongItWaits() {
    assertThat(patience("WATCHDOG_USEC", "120000000")).isEqualTo(Duration.ofMinutes(2));
    assertThat(patience("WATCHDOG_USEC", "1500", "WATCHDOG_PID", OWN))
        .isEqualTo(Duration.ofNanos(1_500_000));
    assertThat(patience("WATCHDOG_USEC", "1500", "WATCHDOG_PID", "1")).isZero();
    assertThat(patience("WATCHDOG_USEC", "0")).isZero();
    assertThat(patience("WATCHDOG_USEC", "soon")).isZero();
    assertThat(Supervisor.of(Map.of("WATCHDOG_USEC", "1500")).patience()).isEmpty();
  }

  @Test
  void nobodyIsNotifiedWhereNobodyListens() {
    try (Supervisor none = Supervisor.of(Map.of())) {
      none.ready();
      none.status("works");
      none.stopping();
    }
  }

  @Test
  void sendsOneMessageAfterTheOther() throws IOException {
    try (NotifySocket socket = new NotifySocket(temporary);
        Supervisor supervisor = Supervisor.of(socket.environment())) {
      supervisor.status("2 machines, \"$HOME\" `x`\nREADY=1 \\");
      supervisor.ready();
      supervisor.reloading();
      supervisor.alive();
      supervisor.stopping();
      socket.await("STOPPING=1");

      assertThat(
              socket.messages().lines().filter(line -> line.contains("=") && !line.equals(BARRIER)))
          .containsExactly(
              "STATUS=2 machines, \"$HOME\" `x`?READY=1 \\",
              "READY=1",
              "RELOADING=1",
              "WATCHDOG=1",
              "STOPPING=1");
    }
  }
}
