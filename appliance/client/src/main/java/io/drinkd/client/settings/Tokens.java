package io.drinkd.client.settings;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.wire.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file with a member's tokens, one line a server: {@code tcp|tls host port name id secret}. Its
 * owner alone may read it. A token that was made over TLS is not sent without it.
 */
public final class Tokens {

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  Tokens(Path file) {
    this.file = file;
  }

  /**
   * The token for a server.
   *
   * @param name whose; anyone's if empty
   */
  public Optional<Token> find(Address server, Optional<String> name) {
    for (String line : lines()) {
      String[] words = line.split(" ");
      if (line.startsWith(place(server)) && words.length == 6 && words[4].matches("[0-9]{1,18}")) {
        Token token = new Token(words[3], Long.parseLong(words[4]), words[5]);
        if (name.isEmpty() || name.get().equals(token.name())) {
          return Optional.of(token);
        }
      }
    }
    return Optional.empty();
  }

  /** Keeps a token instead of an earlier one for the same server. */
  public void keep(Address server, Token token) {
    List<String> lines = others(server);
    lines.add(place(server) + token.name() + " " + token.id() + " " + token.secret());
    write(lines);
  }

  /** Forgets the token for a server. */
  public void forget(Address server) {
    write(others(server));
  }

  private static String place(Address server) {
    return (server.tls() ? "tls " : "tcp ") + server.host() + " " + server.port() + " ";
  }

  private List<String> others(Address server) {
    List<String> lines = new ArrayList<>(lines());
    lines.removeIf(line -> line.startsWith(place(server)));
    return lines;
  }

  private List<String> lines() {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw FailedException.usage(file + ": others can read it; run: chmod 600 " + file);
      }
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FailedException.usage(file + ": cannot be read");
    }
  }

  /** Whole or not at all, and never readable by others. */
  private void write(List<String> lines) {
    try {
      Files.createDirectories(file.getParent());
      Path written =
          Files.createTempFile(
              file.getParent(), "tokens", ".new", PosixFilePermissions.asFileAttribute(OWNER));
      Files.write(written, lines);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FailedException(ExitCode.FAILED, file + ": cannot be written");
    }
  }
}
