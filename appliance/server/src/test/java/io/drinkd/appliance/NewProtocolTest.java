package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.metric.Metrics.Sample;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.reverse.ReverseProtocol;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Finding;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A protocol is one package and one line: here the line is the map that the doors get. */
class NewProtocolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SystemTimers timers = Timers.system("new-protocol-timers");
  private final Doors doors =
      new Doors(Map.of("reverse", new ReverseProtocol(new Transport(timers, 1))));

  @AfterEach
  void close() {
    doors.close();
    timers.close();
  }

  private static ListenerSettings settings(String more) {
    return TestListener.of(ReverseProtocol.DECLARATION, more);
  }

  /** All that the listener sends to a client that sends that and closes its half. */
  private String talk(String sent) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return read(socket);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), doors.port("test"));
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static String read(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void answersLines() throws Exception {
    doors.open(settings("backlog: 9"));

    assertThat(talk("abc\r\n" + "x".repeat(2_000) + "\ndef\n"))
        .isEqualTo("hello\ncba\n)gnol oot(\nfed\n");
  }

  @Test
  void hasSettingsOfItsOwn() throws Exception {
    doors.open(settings("letters: upper"));
    assertThat(talk("abc\n")).isEqualTo("hello\nCBA\n");

    doors.change(List.of(settings("letters: kept")));
    assertThat(talk("abc\n")).isEqualTo("hello\ncba\n");

    assertThatThrownBy(() -> settings("letters: none"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("letters: found \"none\", expected kept or upper");
    assertThatThrownBy(() -> settings("stat-gap: 60ms"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("stat-gap: found a setting that protocol reverse does not know");
  }

  @Test
  void disconnectsIdleClients() throws Exception {
    doors.open(settings("idle: 1ms"));
    try (Socket silent = connect()) {
      assertThat(read(silent)).isEqualTo("hello\n");
    }
  }

  @Test
  void refusesMoreConnectionsThanMayBe() throws Exception {
    doors.open(settings("connections: { all: 1 }"));
    try (Socket first = connect()) {
      assertThat(first.getInputStream().read()).isEqualTo('h');
      assertThat(talk("")).isEqualTo("full\n");
    }
  }

  @Test
  void saysOfEachListenerWhetherItIsOpen() throws Exception {
    doors.open(settings("backlog: 9"));
    Finding open =
        Finding.well("listener test", Condition.OPEN.of("127.0.0.1:" + doors.port("test")))
            .ofNeeded();
    assertThat(doors.findings().get(0).since()).isPresent();
    assertThat(doors.findings()).containsExactly(open.since(doors.findings().get(0).since()));
    assertThat(doors.connections()).containsExactly(Sample.of(0, "test"));

    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      doors.change(List.of(TestListener.at(ReverseProtocol.DECLARATION, port, "backlog: 9")));

      assertThat(doors.findings()).extracting(Finding::state).containsExactly(State.WRONG);
      assertThat(doors.findings().get(0).why()).contains("cannot listen on 127.0.0.1:" + port);
    }
    doors.change(List.of(settings("backlog: 9")));
    assertThat(doors.findings()).extracting(Finding::state).containsExactly(State.WELL);
    doors.change(List.of());
    assertThat(doors.findings()).isEmpty();
  }

  @Test
  void cannotOmitTheSettingsOfTheTransport() throws Exception {
    ProtocolDeclaration without =
        ProtocolDeclaration.of("reverse", SharedSettings.IDLE, SharedSettings.RATES);

    assertThatThrownBy(() -> doors.open(TestListener.of(without, "backlog: 9")))
        .hasMessageContaining("write-");
  }
}
