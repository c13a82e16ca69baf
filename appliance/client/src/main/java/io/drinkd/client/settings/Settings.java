package io.drinkd.client.settings;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.wire.Address;
import io.drinkd.client.wire.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the file {@code config}, and what the command line sets instead. */
public final class Settings {

  /** What can be set; the command line has an option for each. */
  public static final List<String> KEYS =
      List.of("host", "port", "tls", "trust", "name", "machine");

  private final Path folder;
  private final Map<String, String> values;
  private final boolean insecure;

  private Settings(Path folder, Map<String, String> values, boolean insecure) {
    this.folder = folder;
    this.values = values;
    this.insecure = insecure;
  }

  /** The folder that is used if none is named. */
  public static Path standardFolder(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    // The convention says that a relative one is to be ignored.
    Path home = Path.of(environment.getOrDefault("HOME", "."));
    return (config.startsWith("/") ? Path.of(config) : home.resolve(".config")).resolve("drink");
  }

  /**
   * Reads the settings of a folder; without a file nothing is set.
   *
   * @throws FailedException with file, line, what was found and what was expected
   */
  public static Settings read(Path folder) {
    Path file = folder.resolve("config");
    Map<String, String> values = new HashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String words = line.strip();
      if (words.isEmpty() || words.startsWith("#")) {
        continue;
      }
      int equals = words.indexOf('=');
      String key = words.substring(0, Math.max(equals, 0)).strip();
      if (!KEYS.contains(key)) {
        throw FailedException.usage(
            file + ":" + number + ": found \"" + words + "\", expected one of " + expected());
      }
      values.put(key, words.substring(equals + 1).strip());
    }
    String where = file + ": ";
    check(where, values);
    return new Settings(folder, values, false);
  }

  private static String expected() {
    return String.join(" = , ", KEYS) + " = ";
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FailedException.usage(file + ": cannot be read, or is no text in UTF-8");
    }
  }

  private static void check(String where, Map<String, String> values) {
    String port = values.getOrDefault("port", "1");
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65535) {
      throw FailedException.usage(where + "found port " + port + ", expected 1 to 65535");
    }
    String tls = values.getOrDefault("tls", "no");
    if (!tls.equals("yes") && !tls.equals("no")) {
      throw FailedException.usage(where + "found tls " + tls + ", expected yes or no");
    }
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (entry.getValue().isEmpty()) {
        throw FailedException.usage(where + "found nothing as " + entry.getKey());
      }
    }
  }

  /**
   * These settings with others instead of some.
   *
   * @param others by key
   * @param trustAnyone whether certificates are not checked
   */
  public Settings with(Map<String, String> others, boolean trustAnyone) {
    check("", others);
    Map<String, String> all = new HashMap<>(values);
    // A port belongs to its host.
    if (others.containsKey("host")) {
      all.remove("port");
    }
    all.putAll(others);
    return new Settings(folder, all, trustAnyone);
  }

  /**
   * The server.
   *
   * @throws FailedException if no host is set
   */
  public Address address() {
    String host = values.get("host");
    if (host == null) {
      throw FailedException.usage(
          "no server is set: use --host HOST, or write \"host = HOST\" into "
              + folder.resolve("config"));
    }
    boolean tls = values.getOrDefault("tls", "no").equals("yes");
    String port = values.get("port");
    int standard = tls ? Address.TLS_PORT : Address.PORT;
    return new Address(host, port == null ? standard : Integer.parseInt(port), tls);
  }

  /** Writes these settings down where there is no file of settings yet. */
  public void keepIfNew(String name) {
    Path file = folder.resolve("config");
    if (Files.exists(file)) {
      return;
    }
    Map<String, String> kept = new HashMap<>(values);
    kept.put("name", name);
    List<String> lines = new ArrayList<>();
    for (String key : KEYS) {
      if (kept.containsKey(key)) {
        lines.add(key + " = " + kept.get(key));
      }
    }
    try {
      Files.createDirectories(folder);
      Files.write(file, lines);
    } catch (IOException e) {
      throw new FailedException(ExitCode.FAILED, file + ": cannot be written");
    }
  }

  /** Which servers with TLS are believed. */
  public Trust trust() {
    Optional<Path> file = Optional.ofNullable(values.get("trust")).map(folder::resolve);
    return new Trust(file, insecure);
  }

  /** The member's name. */
  public Optional<String> name() {
    return Optional.ofNullable(values.get("name"));
  }

  /** The machine that is meant where none is named. */
  public Optional<String> machine() {
    return Optional.ofNullable(values.get("machine"));
  }

  /** Where these settings and tokens are. */
  public Path folder() {
    return folder;
  }

  /** The tokens that are kept beside these settings. */
  public Tokens tokens() {
    return new Tokens(folder.resolve("tokens"));
  }
}
