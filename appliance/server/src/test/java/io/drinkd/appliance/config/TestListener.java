package io.drinkd.appliance.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A listener's settings as the configuration reader makes them of a few words of YAML. */
public final class TestListener {

  private TestListener() {}

  /**
   * A listener on any free port of 127.0.0.1.
   *
   * @param more further settings, such as {@code connections: { all: 3 }, idle: 1s}
   */
  public static ListenerSettings of(ProtocolDeclaration protocol, String more) {
    return at(protocol, 0, more);
  }

  /** The same on that port. */
  public static ListenerSettings at(ProtocolDeclaration protocol, int port, String more) {
    String yaml =
        "listeners: [ { name: test, protocol: %s, host: 127.0.0.1, port: %d, %s } ]"
            .formatted(protocol.name(), port, more);
    List<SettingsError> errors = new ArrayList<>();
    try {
      Path file = Files.createTempFile("listener", ".yaml");
      try {
        Files.writeString(file, "name: test\n" + yaml + "\n");
        Section section =
            new Section(
                file,
                new YamlFiles(SettingsTrail.NONE).read(file, errors).orElseThrow(),
                Keys.of(SettingsTable.APPLIANCE),
                errors,
                SettingsTrail.NONE);
        ListenerSettings settings =
            new ListenerReader(
                    Optional.empty(),
                    Optional.of(new SecretReader(file.getParent(), Map.of())),
                    List.of(protocol))
                .read(section)
                .get(0);
        if (!errors.isEmpty()) {
          throw new SettingsException(errors);
        }
        return settings;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
