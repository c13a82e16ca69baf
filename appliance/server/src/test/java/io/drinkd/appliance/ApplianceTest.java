package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolderInUseException;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole appliance from its configuration folder, with a board and a client on real sockets. */
class ApplianceTest {

  @TempDir Path temporary;
  private SimulatedBoard board;

  @BeforeEach
  void configure() throws IOException {
    board = SimulatedBoard.listen(new SimulatedBoardOptions("says the board").stock(5));
    Files.createDirectory(temporary.resolve("machines"));
    listenOn(0);
    Files.writeString(
        temporary.resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: North stairwell
        driver: tini390
        connect: 127.0.0.1:%d
        password: { env: D_PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
        """
            .formatted(board.port()));
  }

  private static List<Path> drivers() throws IOException {
    return List.of(PluginJar.folderOf("tini390"));
  }

  private void listenOn(int port) throws IOException {
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners: [{ name: sunday, protocol: sunday, host: 127.0.0.1, port: %d }]
        """
            .formatted(port));
  }

  @AfterEach
  void closeBoard() {
    board.close();
  }

  @Test
  void dropsDrinkAndKeepsBooksOverRestart() throws Exception {
    int port;
    try (Appliance appliance = Appliance.start(settings(), drivers())) {
      port = appliance.port("sunday");
      assertThat(command("secret", "user", "add", "bob", "--credits", "120"))
          .isEqualTo("added member bob with 120 credits\n");
      awaitBoard(port);
      assertThat(session(port, "USER bob", "PASS secret", "MACHINE d", "DROP 1", "QUIT"))
          .contains("OK Credits: 120", "OK Credits remaining: 70")
          .endsWith("OK Disconnecting.");
    }
    assertThatThrownBy(() -> session(port, "QUIT")).isInstanceOf(ConnectException.class);

    try (Appliance again = Appliance.start(settings(), drivers())) {
      assertThat(command("", "user", "list").replaceAll(" +", " ")).contains("\nbob no 70 0 -\n");
      assertThat(session(again.port("sunday"), "MACHINE d", "STAT", "QUIT"))
          .contains("1 \"Coke\" 50 23 1 true");
    }
  }

  @Test
  void aListenerMaySpeakAnotherProtocol() throws Exception {
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, dialect: drinkjs, host: 127.0.0.1, port: 0 }
          - { name: cable, protocol: echo, host: 127.0.0.1, port: 0 }
        """);
    try (Appliance appliance = Appliance.start(settings(), drivers())) {
      assertThat(session(appliance.port("sunday"), "QUIT"))
          .containsExactly("Welcome to Big Drink", "Good Bye");
      try (Socket socket =
          new Socket(InetAddress.getByName("127.0.0.1"), appliance.port("cable"))) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("QUIT\n".getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("QUIT\n");
      }
    }
  }

  @Test
  void aSettingThatTheProtocolDoesNotKnowIsRefused() throws Exception {
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: cable, protocol: echo, host: 127.0.0.1, port: 0, stat-gap: 60ms }
        """);
    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "listeners[1].stat-gap: found a setting that protocol echo does not know, expected one"
                + " of");
  }

  @Test
  void stopsAndStartsAgainWhereAdminsMaySaySo() throws Exception {
    String stop = "SHUTDOWN -r";
    try (Appliance appliance = Appliance.start(settings(), drivers())) {
      command("secret", "user", "add", "alice", "--admin");
      assertThat(session(appliance.port("sunday"), "USER alice", "PASS secret", stop, "QUIT"))
          .contains("ERR 200 Access denied.");
      assertThat(appliance.stopAsked()).isNotDone();
    }
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        "remote-shutdown: allowed\n",
        StandardOpenOption.APPEND);
    try (Appliance appliance = Appliance.start(settings(), drivers())) {
      assertThat(session(appliance.port("sunday"), "USER alice", "PASS secret", stop, "QUIT"))
          .contains("OK Restarting.");
      assertThat(appliance.stopAsked()).isCompletedWithValue(ExitCode.RESTART);
    }
  }

  @Test
  void leavesNothingOpenWhenItCannotStart() throws Exception {
    try (Appliance first = Appliance.start(settings(), drivers())) {
      assertThat(first.port("sunday")).isPositive();
      assertThatThrownBy(() -> Appliance.start(settings(), drivers()))
          .isInstanceOf(DataFolderInUseException.class);
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      listenOn(taken.getLocalPort());
      assertThatThrownBy(() -> Appliance.start(settings(), drivers()))
          .isInstanceOf(CannotListenException.class);
    }
    listenOn(0);
    Appliance.start(settings(), drivers()).close();
  }

  @Test
  void beginsNoBooksWhenAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      listenOn(taken.getLocalPort());
      assertThatThrownBy(() -> Appliance.start(settings(), drivers()))
          .isInstanceOf(CannotListenException.class);
      assertThat(SqliteStore.isPresent(temporary.resolve("data"))).isFalse();

      listenOn(0);
      Files.writeString(
          temporary.resolve("appliance.yaml"),
          "boards: { accept: { host: 127.0.0.1, port: " + taken.getLocalPort() + " } }\n",
          StandardOpenOption.APPEND);
      assertThatThrownBy(() -> Appliance.start(settings(), drivers()))
          .isInstanceOf(CannotListenException.class)
          .hasMessage(
              "boards: cannot listen on 127.0.0.1:%d: Address already in use; stop what uses the"
                  + " port, or change host or port",
              taken.getLocalPort());
      assertThat(SqliteStore.isPresent(temporary.resolve("data"))).isFalse();
    }
  }

  @Test
  void saysWhyAPortCannotBeOpened() throws Exception {
    Path file = temporary.resolve("appliance.yaml");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("127.0.0.1", "203.0.113.9"));
    assertThatThrownBy(() -> Appliance.start(settings(), drivers()))
        .hasMessage(
            "listener sunday: cannot listen on 203.0.113.9:0: this machine has no such address;"
                + " name one that it has, or 0.0.0.0 for all");
    Files.writeString(file, text.replace("127.0.0.1", "no-such-host.invalid"));
    assertThatThrownBy(() -> Appliance.start(settings(), drivers()))
        .hasMessage(
            "listener sunday: cannot listen on no-such-host.invalid:0: the name does not resolve;"
                + " name an address of this machine, or 0.0.0.0 for all");
  }

  @Test
  void saysThatAUserMayNotOpenAPort() {
    assertThat(
            CannotListenException.of(
                "listener a", "0.0.0.0:42", new SocketException("Permission denied")))
        .hasMessageContaining("42: this user may not open the port; take one from 1024 on, or");
  }

  @Test
  void boardDialsInAndDrops() throws Exception {
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        "boards: { accept: { host: 127.0.0.1, port: 0 } }\n",
        StandardOpenOption.APPEND);
    Path file = temporary.resolve("machines/d.yaml");
    Files.writeString(
        file, Files.readString(file).replaceAll("connect: .*", "accept: true\naddress: 127.0.0.1"));
    try (Appliance appliance = Appliance.start(settings(), drivers());
        SimulatedBoard dialling =
            SimulatedBoard.dial(
                new SimulatedBoardOptions("says the board").stock(5),
                new InetSocketAddress("127.0.0.1", appliance.boardsPort()),
                Duration.ofMillis(100))) {
      int port = appliance.port("sunday");
      command("secret", "user", "add", "bob", "--credits", "120");
      awaitBoard(port);
      assertThat(session(port, "USER bob", "PASS secret", "MACHINE d", "DROP 1", "QUIT"))
          .contains("OK Credits remaining: 70");
      assertThat(dialling.cansFallen()).isEqualTo(1);
      assertThat(appliance.services().health().look().join().parts())
          .filteredOn(part -> part.name().equals("port of boards"))
          .singleElement()
          .extracting(Part::state, Part::why)
          .containsExactly(State.WELL, "open on 127.0.0.1:" + appliance.boardsPort());
    }
  }

  private ApplianceSettings settings() {
    return new SettingsReader(Protocols.declared(), Map.of("D_PASSWORD", "says the board"))
        .read(temporary);
  }

  private void awaitBoard(int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> session(port, "MACHINES", "QUIT").contains("d \"Big Drink\" up"));
  }

  /** Says the lines all at once, and returns what came back until the end. */
  private List<String> session(int port, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .lines()
          .toList();
    }
  }

  private String command(String password, String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandRequest request = CommandRequest.here(List.of(arguments), Map.of());
    ControlClient client = new ControlClient(ControlPath.in(temporary.resolve("data")));
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(client.run(request, new ProcessTerminal(out, out))).hasValue(ExitCode.WELL);
    } finally {
      System.setIn(stdin);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
