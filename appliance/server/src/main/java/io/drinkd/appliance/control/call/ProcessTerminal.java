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
  public byte[] file(String named, int most) throws IOException {
    byte[] bytes;
    try (InputStream opened = Files.newInputStream(Path.of(named))) {
      bytes = opened.readNBytes(most + 1);
    } catch (IOException e) {
      throw new IOException(named + ": cannot be read: " + FileFailure.reason(e), e);
    } catch (InvalidPathException e) {
      throw new IOException(named + ": no file can have that name", e);
    }
    if (bytes.length > most) {
      throw new IOException(named + ": has more than " + most + " bytes");
    }
    return bytes;
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
