package io.drinkd.appliance.config;

import io.drinkd.appliance.echo.EchoProtocol;
import io.drinkd.appliance.sunday.SundayProtocol;
import io.drinkd.appliance.web.WebProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A configuration folder of real files, sound until a test changes something in it. */
final class ConfigurationFolder {

  static final String APPLIANCE =
      """
      name: Floor drink server
      listeners:
        - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 4242 }
      """;

  static final String MACHINE =
      """
      name: Big Drink
      aliases: [bigdrink]
      location: North stairwell
      driver: tini390
      connect: 192.0.2.5:4343
      password: { file: secrets/d }
      slots:
        - { slot: 1, item: Coke, price: 50, count: 24 }
      """;

  static final List<ProtocolDeclaration> PROTOCOLS =
      List.of(SundayProtocol.DECLARATION, EchoProtocol.DECLARATION, WebProtocol.DECLARATION);

  private final Path folder;

  ConfigurationFolder(Path folder) {
    this.folder = folder;
    write("appliance.yaml", APPLIANCE);
    write("machines/d.yaml", MACHINE);
    secret("secrets/d", "tini-password\n");
  }

  Path folder() {
    return folder;
  }

  ConfigurationFolder write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces {@code from}, which must be there, by {@code to}. */
  ConfigurationFolder edit(String file, String from, String to) {
    try {
      String text = Files.readString(folder.resolve(file));
      if (!text.contains(from)) {
        throw new IllegalArgumentException(file + " does not contain: " + from);
      }
      return write(file, text.replace(from, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigurationFolder remove(String file) {
    try {
      Files.delete(folder.resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigurationFolder secret(String file, String text) {
    return write(file, text).permit(file, "rw-------");
  }

  ConfigurationFolder permit(String file, String permissions) {
    try {
      Path path = folder.resolve(file);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ApplianceSettings read() {
    return read(Map.of());
  }

  ApplianceSettings read(Map<String, String> environment) {
    return new SettingsReader(PROTOCOLS, environment).read(folder);
  }

  /** The lines of all mistakes, with paths as if seen from the folder; empty if it is sound. */
  List<String> errors() {
    try {
      read();
      return List.of();
    } catch (SettingsException e) {
      return e.getMessage().lines().map(line -> line.replace(folder + "/", "")).toList();
    }
  }
}
