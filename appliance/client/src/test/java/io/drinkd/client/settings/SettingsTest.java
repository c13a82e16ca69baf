package io.drinkd.client.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.wire.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of a member: what is read, what is kept, and how mistakes are named. */
class SettingsTest {

  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void begin() {
    config = folder.resolve("config");
  }

  @Test
  void theCommandLineGoesBeforeTheFile() throws IOException {
    Files.writeString(config, "# mine\nhost = one\nport = 4000\ntls = yes\nname = bob\n");

    Settings settings = Settings.read(folder);

    assertThat(settings.address()).isEqualTo(new Address("one", 4000, true));
    assertThat(settings.name()).contains("bob");
    // Its port was for the other host.
    assertThat(settings.with(Map.of("host", "two"), false).address())
        .isEqualTo(new Address("two", 4243, true));
    assertThat(settings.with(Map.of("host", "two", "tls", "no"), false).address())
        .isEqualTo(new Address("two", 4242, false));
  }

  @ParameterizedTest
  @CsvSource({
    "'host = a\nhots = b', ':2: found \"hots = b\", expected one of'",
    "port = 70000, 'found port 70000, expected 1 to 65535'",
    "tls = maybe, 'found tls maybe, expected yes or no'",
    "host =, found nothing as host"
  })
  void mistakesAreNamed(String text, String expected) throws IOException {
    Files.writeString(config, text);

    assertThatThrownBy(() -> Settings.read(folder))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining(config + "")
        .hasMessageContaining(expected);
  }

  @Test
  void withoutAHostItSaysWhereToNameOne() {
    assertThatThrownBy(() -> Settings.read(folder).address())
        .hasMessageContaining("--host HOST")
        .hasMessageContaining(config.toString());
  }

  @Test
  void aTokenIsForOneServerAndNeverSentWithoutItsTls() {
    Tokens tokens = Settings.read(folder).tokens();
    Address secure = new Address("one", 4243, true);
    tokens.keep(secure, new Token("bob", 1, "secret"));
    tokens.keep(new Address("two", 4242, false), new Token("bob", 2, "other"));
    tokens.keep(secure, new Token("bob", 3, "newer"));

    assertThat(tokens.find(secure, Optional.of("bob"))).contains(new Token("bob", 3, "newer"));
    assertThat(tokens.find(secure, Optional.of("alice"))).isEmpty();
    assertThat(tokens.find(new Address("one", 4243, false), Optional.empty())).isEmpty();
    tokens.forget(secure);
    assertThat(tokens.find(secure, Optional.empty())).isEmpty();
    assertThat(tokens.find(new Address("two", 4242, false), Optional.empty()))
        .contains(new Token("bob", 2, "other"));
  }

  @Test
  void theFolderIsWhereTheSystemKeepsSettings() {
    assertThat(Settings.standardFolder(Map.of("HOME", "/home/bob")))
        .isEqualTo(Path.of("/home/bob/.config/drink"));
    assertThat(Settings.standardFolder(Map.of("HOME", "/home/bob", "XDG_CONFIG_HOME", "/etc/x")))
        .isEqualTo(Path.of("/etc/x/drink"));
  }
}
