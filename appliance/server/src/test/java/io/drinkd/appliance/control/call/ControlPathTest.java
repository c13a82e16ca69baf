package io.drinkd.appliance.control.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPathTest {

  @TempDir Path temporary;
  private Path conf;

  @BeforeEach
  void configure() throws IOException {
    conf = Files.createDirectory(temporary.toRealPath().resolve("conf"));
  }

  private void write(String text) throws IOException {
    Files.writeString(conf.resolve("appliance.yaml"), text);
  }

  private static Optional<Path> socket(Path folder) {
    return ControlPath.byConfiguration(folder).map(ControlPath::socket);
  }

  @Test
  void isInTheDataFolder() throws IOException {
    write("name: Floor drink server\n");
    assertThat(socket(conf)).hasValue(conf.resolve("data/control/socket"));

    write(
        """
        # The books.

        name: "Floor: data: elsewhere"
        data: ../var/drinkd   # not here
        listeners:
        - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
        members:
          data: nothing
          list: [
            control: nothing
        ]
        """);
    assertThat(socket(conf)).hasValue(conf.resolveSibling("var/drinkd/control/socket"));
  }

  @Test
  void isWhereTheConfigurationSays() throws IOException {
    write("data: /var/lib/drinkd\ncontrol: /run/drinkd/control\n");
    assertThat(socket(conf)).hasValue(Path.of("/run/drinkd/control"));
    assertThat(ControlPath.byConfiguration(conf).map(ControlPath::dataFolder))
        .hasValue(Path.of("/var/lib/drinkd"));
  }

  @Test
  void isSeenFromTheRealFolder() throws IOException {
    write("data: data\n");
    Path link = Files.createDirectory(temporary.resolve("links"));
    Files.createSymbolicLink(link.resolve("appliance.yaml"), conf.resolve("appliance.yaml"));
    assertThat(socket(link)).hasValue(conf.resolve("data/control/socket"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: \"x\"",
        "data: 'x'",
        "data: null",
        "data: ~",
        "data: 5",
        "data: .5",
        "data:",
        "data: ",
        "data:x",
        "data : x",
        "data: x y",
        "data: &a x",
        "data: x\n  y",
        "data: x\ndata: y",
        "control: |\n  x",
        "\"data\": x",
        "? data\n: x",
        "{ data: x }",
        "  data: x",
        "---\ndata: x",
        "\uFEFFdata: x",
        "name: \"a\n  b\"\n\tdata: x",
      })
  void leavesWhatIsNotSimpleToTheWholeProgram(String text) throws IOException {
    write(text + "\n");
    assertThat(ControlPath.byConfiguration(conf)).isEmpty();
  }

  @Test
  void leavesMissingFilesToTheWholeProgram() throws IOException {
    assertThat(ControlPath.byConfiguration(conf)).isEmpty();
    assertThat(ControlPath.byConfiguration(conf.resolve("nowhere"))).isEmpty();
    Files.write(conf.resolve("appliance.yaml"), new byte[] {'#', (byte) 0xC3, '\n'});
    assertThat(ControlPath.byConfiguration(conf)).isEmpty();
  }
}
