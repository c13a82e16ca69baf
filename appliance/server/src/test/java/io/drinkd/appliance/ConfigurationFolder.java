package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files of a house with one listener, as an admin would write them. */
final class ConfigurationFolder {

  private final Path folder;

  ConfigurationFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectory(folder.resolve("machines"));
    Files.writeString(
        folder.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners: [{ name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }]
        """);
  }

  /** A machine whose board, or the board's broker, listens, with one slot. */
  void machine(String id, String driver, int port, int count) throws IOException {
    Files.writeString(
        folder.resolve("machines/" + id + ".yaml"),
        """
        name: %s
        location: here
        driver: %s
        connect: 127.0.0.1:%d
        pause: 0s
        timeout: 60s
        %s
        slots: [{ slot: 1, item: Coke, price: 1, count: %d }]
        """
            .formatted(
                id,
                driver,
                port,
                driver.equals("uccplc") ? "" : "password: { env: PASSWORD }",
                count));
  }

  /**
   * What the files say.
   *
   * @param password what the boards must say
   */
  ApplianceSettings read(String password) {
    return new SettingsReader(Protocols.declared(), Map.of("PASSWORD", password)).read(folder);
  }
}
