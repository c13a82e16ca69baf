package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.control.ControlSocket;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.SocketPlace;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the process answers to its command line, and with which exit code. */
class MainTest extends TestWithCommands {

  MainTest() {
    super(Map.of("D_PASSWORD", "secret"));
  }

  @BeforeEach
  void configure() throws IOException {
    write(
        "appliance.yaml",
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }
        """);
    write(
        "machines/d.yaml",
        """
        name: Big Drink
        location: North stairwell
        driver: tini390
        connect: 127.0.0.1:9
        password: { env: D_PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 50, count: 24 }]
        """);
  }

  @Test
  void showsVersion() {
    assertThat(run("--version")).isEqualTo(ExitCode.WELL);
    assertThat(out()).matches("drinkd \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Test
  void showsHowToUseIt() {
    assertThat(run("--help")).isEqualTo(ExitCode.WELL);
    assertThat(out()).startsWith("Usage: drinkd").contains("--conf", "--check", "user");

    assertThat(run("user", "remove")).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .isEqualTo("there is no command remove; did you mean rename?\nSee: drinkd user --help\n");
  }

  @Test
  void checksConfiguration() throws IOException {
    assertThat(run("--check")).isEqualTo(ExitCode.WELL);
    assertThat(out())
        .isEqualTo(temporary + ": valid: listeners sunday on 127.0.0.1:0; machines d\n");

    write("machines/ld.yaml", "nme: Little Drink");
    assertThat(run("--check")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("machines/ld.yaml: nme: found an unknown key", "ld.yaml: driver: ");
    assertThat(temporary.resolve("data")).doesNotExist();
  }

  @Test
  void checksCertificates() throws Exception {
    String file = Files.readString(temporary.resolve("appliance.yaml"));
    write("appliance.yaml", file.replace("port: 0", "tls: { certificate: c.pem, await: true }"));
    assertThat(run("--check")).isEqualTo(ExitCode.WELL);
    assertThat(out()).contains("listeners sunday closed until c.pem is there;");

    Instant now = Instant.now();
    TestCertificate.make("EC", Date.from(now.minusSeconds(9)), Date.from(now.minusSeconds(5)))
        .write(temporary.resolve("c.pem"));
    assertThat(run("--check")).isEqualTo(ExitCode.WELL);
    assertThat(err()).startsWith("listener sunday: certificate c.pem: CN=EC expired on ");
    assertThat(out())
        .contains(
            ": valid, but clients may refuse a certificate, see above: listeners sunday on"
                + " 127.0.0.1:4243;");
  }

  @Test
  void opensNothingWithWrongConfiguration() throws IOException {
    write("machines/ld.yaml", "nme: Little Drink");

    assertThat(run()).isEqualTo(ExitCode.USAGE);

    assertThat(err()).contains("machines/ld.yaml: nme: found an unknown key");
    assertThat(temporary.resolve("data")).doesNotExist();
  }

  @Test
  void findsModelWithoutDriver() throws IOException {
    String text = Files.readString(temporary.resolve("machines/d.yaml"));
    // A name that no driver in the checkout can have.
    write("machines/d.yaml", text.replace("tini390", "no-such-model"));

    assertThat(run("--check")).isEqualTo(ExitCode.USAGE);

    assertThat(err())
        .startsWith(
            "machines/d.yaml: driver: found no-such-model, expected a model that has a driver in ")
        .contains("tini390")
        .endsWith("]\n");
    assertThat(temporary.resolve("data")).doesNotExist();
  }

  @Test
  void worksOnBooksWhenNoApplianceRuns() {
    SqliteStore.open(temporary.resolve("data")).close();
    assertThat(run("user", "list")).isEqualTo(ExitCode.WELL);
    assertThat(out()).isEqualTo("NAME  ADMIN  CREDITS  HELD  IBUTTONS\n");
  }

  @Test
  void theBooksAreFreeWhenWhatACommandHasFoundIsRead() {
    Path data = temporary.resolve("data");
    SqliteStore.open(data).close();
    var reader =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int from, int length) {
            DataFolder.take(data).close();
            super.write(bytes, from, length);
          }
        };
    var out = new PrintStream(reader, true, StandardCharsets.UTF_8);

    int code =
        new Main(Map.of(), out, out).run(List.of("--conf", temporary.toString(), "user", "list"));

    assertThat(code).as(reader.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.WELL);
    assertThat(reader.toString(StandardCharsets.UTF_8)).startsWith("NAME  ADMIN");
  }

  @Test
  void worksThroughApplianceThatRuns() throws IOException {
    try (DataFolder folder = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books = Services.openBooks(folder.path(), TestSettings.MEMBERS, timers);
        ControlSocket socket =
            ControlSocket.open(SocketPlace.in(folder), BooksCommandRunner.onBooks(books), timers)) {
      NewMember bob = new NewMember("bob", Optional.empty(), false, 70, List.of());
      books.foundation().members().add(bob, "test").join();

      assertThat(run("user", "list")).isEqualTo(ExitCode.WELL);
      assertThat(out()).contains("bob ", " 70 ");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void saysThatFolderIsInUse() {
    DataFolder folder = DataFolder.take(temporary.resolve("data"));
    try (folder) {
      assertThat(run("user", "list")).isEqualTo(ExitCode.IN_USE);
      assertThat(err().lines())
          .singleElement()
          .asString()
          .contains("data: in use by process ")
          .endsWith(
              "(it takes no commands now: it is starting or stopping, or is itself a command)");

      assertThat(run()).isEqualTo(ExitCode.IN_USE);
    }
  }

  @Test
  void saysThatFilesCannotBeUsed() throws IOException {
    write("appliance.yaml", Files.readString(temporary.resolve("appliance.yaml")) + "data: x/y\n");
    write("x", "a file where a folder is needed");

    assertThat(run()).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err()).contains("x/y: the data folder cannot be used: ");
  }

  @Test
  void saysThatBooksAreNotSound() throws IOException {
    write("data/drinkd.db", "not a database, " + "x".repeat(1000));

    assertThat(run("user", "list")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("drinkd.db");
    assertThat(run()).isEqualTo(ExitCode.UNSOUND);
  }

  @Test
  void saysThatPortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String text = Files.readString(temporary.resolve("appliance.yaml"));
      write("appliance.yaml", text.replace("port: 0", "port: " + taken.getLocalPort()));

      assertThat(run()).isEqualTo(ExitCode.PORT_TAKEN);
      assertThat(err().lines())
          .singleElement()
          .asString()
          .contains("listener sunday", "127.0.0.1:" + taken.getLocalPort());
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = temporary.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
