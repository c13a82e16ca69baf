package io.drinkd.appliance.control.call;

import io.drinkd.appliance.store.FileFailure;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The terminal of this process, or what it was given in place of one.
 *
 * @param out standard output
 * @param err standard error
 */
public record ProcessTerminal(OutputStream out, OutputStream err) implements Terminal {

  private static final int PIECE_BYTES = 8_192;

  /** The process's own standard output and error, not buffered. */
  public static ProcessTerminal here() {
    return new ProcessTerminal(
        new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
  }

  @Override
  public String password() throws IOException {
    return PasswordPrompt.ask();
  }

  @Override
  public void file(String named, int most, OutputStream to) throws IOException {
    try (InputStream opened = open(named)) {
      copy(opened, named, most, to);
    }
  }

  /**
   * Opens a file that the command line names.
   *
   * @throws IOException if it cannot be read; the message says which file and why
   */
  public static InputStream open(String named) throws IOException {
    try {
      return Files.newInputStream(Path.of(named));
    } catch (IOException e) {
      throw unreadable(named, e);
    } catch (InvalidPathException e) {
      throw new IOException(named + ": no file can have that name", e);
    }
  }

  /** Copies an open file as {@link Terminal#file} says. */
  public static void copy(InputStream opened, String named, int most, OutputStream to)
      throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    int left = most;
    for (int read = read(opened, named, piece); read >= 0; read = read(opened, named, piece)) {
      left -= read;
      if (left < 0) {
        throw new IOException(named + ": has more than " + most + " bytes");
      }
      to.write(piece, 0, read);
    }
  }

  private static int read(InputStream opened, String named, byte[] piece) throws IOException {
    try {
      return opened.read(piece);
    } catch (IOException e) {
      throw unreadable(named, e);
    }
  }

  private static IOException unreadable(String named, IOException e) {
    return new IOException(named + ": cannot be read: " + FileFailure.reason(e), e);
  }

  @Override
  public Optional<Boolean> confirm(String question) {
    Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    // Not as a format: the question names what somebody has typed.
    String answer = console.readLine("%s", question + " [y/N] ");
    return Optional.of("y".equalsIgnoreCase(answer) || "yes".equalsIgnoreCase(answer));
  }
}
