package io.drinkd.appliance.config;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads passwords and other secrets from the files, environment variables and systemd credentials
 * that the configuration names. Used for one reading of it, by any thread.
 */
final class SecretReader {

  private static final List<String> KINDS = List.of("file", "env", "credential");
  static final long MAX_BYTES = 1_024;
  private static final String NONE = "";
  private static final String ENVIRONMENT = "environment";
  private static final String PASSWORD = "password";

  /** Where systemd puts what LoadCredential= names, for the service alone. */
  private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

  private final Path folder;
  private final Map<String, String> environment;

  /** What sound files hold. Machines may share one, which then is read only once. */
  private final Map<Path, String> sound = new HashMap<>();

  private boolean environmentFileRefused;

  /**
   * @param folder the configuration folder, to which paths are relative
   * @param environment the process's environment
   */
  SecretReader(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** Reads the {@code password} of a machine, or of something else. No error ever contains it. */
  String text(Section around) {
    return text(around, PASSWORD);
  }

  /**
   * The same for a secret that has another name.
   *
   * @param key of the section that says where it is kept; errors call the secret so
   */
  String text(Section around, String key) {
    return secret(around, key).text();
  }

  /**
   * A secret, and where it is kept.
   *
   * @param file its file, if it is in one that the configuration names
   */
  record Secret(String text, Optional<Path> file) {

    static final Secret NOTHING = new Secret(NONE, Optional.empty());

    /** Without the secret. */
    @Override
    public String toString() {
      return "****";
    }
  }

  /** Reads the {@code password} as {@link #text} does. */
  Secret secret(Section around) {
    return secret(around, PASSWORD);
  }

  private synchronized Secret secret(Section around, String key) {
    if (around.isScalar(key)) {
      around.wrong(key, "a " + key + " in the clear", sources(key) + "; then change the " + key);
      return Secret.NOTHING;
    }
    Section secret = around.section(key);
    List<String> named = KINDS.stream().filter(secret::has).toList();
    if (named.size() != 1) {
      if (around.has(key)) {
        String found = named.isEmpty() ? "none of these" : String.join(" and ", named);
        around.wrong(key, found, sources(key));
      }
      return Secret.NOTHING;
    }
    return switch (named.get(0)) {
      case "file" -> fromFile(secret);
      case "env" -> new Secret(fromEnvironment(secret), Optional.empty());
      default -> new Secret(fromCredential(secret), Optional.empty());
    };
  }

  private static String sources(String key) {
    return "{ file: secrets/NAME }, { env: NAME } or { credential: NAME }: "
        + key
        + "s do not belong in the YAML";
  }

  /** Who else may read it is the business of systemd, which has put it there. */
  private String fromCredential(Section secret) {
    String name = secret.text("credential");
    if (name.isEmpty()) {
      return NONE;
    }
    String directory = environment.get(CREDENTIALS);
    if (directory == null) {
      secret.wrong(
          "credential", name + ", not visible here", "to be read by the service: systemd has it");
      return NONE;
    }
    Path file = Path.of(directory).resolve(name);
    if (!Files.isRegularFile(file)) {
      secret.wrong("credential", "no credential " + name, "LoadCredential=" + name + ":FILE");
      return NONE;
    }
    return content(secret, "credential", file);
  }

  private String fromEnvironment(Section secret) {
    String name = secret.text("env");
    String value = environment.getOrDefault(name, "");
    if (!name.isEmpty() && !isOneLine(value)) {
      secret.wrong(
          "env",
          value.isEmpty() ? "no variable " + name : name + " with more than one line",
          "an environment variable with the " + secret.name());
    } else if (!name.isEmpty()) {
      refuseOpenEnvironmentFile(secret, name);
    }
    return value;
  }

  /** It is what scripts/drinkd, or the unit of systemd, has taken the variable from. */
  private void refuseOpenEnvironmentFile(Section secret, String name) {
    Path file = folder.resolve(ENVIRONMENT);
    if (environmentFileRefused || !Files.isReadable(file) || !isOpenToOthers(file)) {
      return;
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      if (lines.anyMatch(line -> line.replace("\u00EF\u00BB\u00BF", "").startsWith(name + "="))) {
        // Once, however many secrets stand there.
        environmentFileRefused = true;
        secret.wrong(
            "env",
            name + " in " + file + ", open to others",
            "its owner's alone: chmod 600 " + file);
      }
    } catch (IOException | UncheckedIOException e) {
      // What its mode is cannot matter then.
      return;
    }
  }

  private Secret fromFile(Section secret) {
    String name = secret.text("file");
    if (name.isEmpty()) {
      return Secret.NOTHING;
    }
    Path file = folder.resolve(name);
    String known = sound.get(file);
    return new Secret(known == null ? fromFile(secret, file) : known, Optional.of(file));
  }

  private String fromFile(Section secret, Path file) {
    Optional<String> unreachable = unreachable(file);
    if (unreachable.isPresent()) {
      secret.wrong("file", unreachable.get(), "a file that the appliance may read");
      return NONE;
    }
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? file + ", which is no file" : "no file " + file;
      String expected = "a file with the " + secret.name() + "; make it, then: chmod 600 " + file;
      secret.wrong("file", found, expected);
      return NONE;
    }
    boolean open = isOpenToOthers(file);
    if (open) {
      secret.wrong("file", file + ", open to others", "its owner's alone: chmod 600 " + file);
    }
    String content = content(secret, "file", file);
    if (!open && isOneLine(content)) {
      sound.put(file, content);
    }
    return content;
  }

  private static String content(Section secret, String key, Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        secret.wrong(
            key, file + " with more than 1024 bytes", "the " + secret.name() + " on one line");
        return NONE;
      }
      return fromText(secret, key, file, Files.readString(file));
    } catch (CharacterCodingException e) {
      secret.wrong(key, file + " with bytes that are no UTF-8", "a text file in UTF-8");
    } catch (IOException e) {
      secret.wrong(key, file + ", which cannot be read", "a file that the appliance may read");
    }
    return NONE;
  }

  /** Why nobody can tell whether there is such a file; empty if it can be told. */
  static Optional<String> unreachable(Path file) {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(file + ", which cannot be reached: " + FileFailure.reason(e));
    }
  }

  private static String fromText(Section secret, String key, Path file, String text) {
    String line = withoutEnds(text);
    if (!isOneLine(line)) {
      String found = line.isEmpty() ? " without a " + secret.name() : " with more than one line";
      secret.wrong(key, file + found, "the " + secret.name() + " on one line");
    }
    return line;
  }

  /** Editors and echo end the last line, and some begin with a byte order mark: no part of it. */
  static String withoutEnds(String text) {
    return text.replaceFirst("\\A\uFEFF", "").replaceFirst("\\r?\\n\\z", "");
  }

  static boolean isOneLine(String secret) {
    return !secret.isEmpty() && !Values.hasControls(secret);
  }

  /** Whether others than the owner may read or change a file. */
  static boolean isOpenToOthers(Path file) {
    try {
      return othersMay(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean othersMay(Set<PosixFilePermission> permissions) {
    return permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE);
  }
}
