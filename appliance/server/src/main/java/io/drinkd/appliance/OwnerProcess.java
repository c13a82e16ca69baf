package io.drinkd.appliance;

import io.drinkd.appliance.control.UnixUser;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.control.call.Terminal;
import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command of root on closed books that belong to another user, as that user: so the appliance
 * finds all files its own, and what it may not read or write this cannot either. This process does
 * nothing but wait for the other one, which has the same command line.
 */
final class OwnerProcess {

  /** Set for the other process, which asks the kernel whom this one belongs to. */
  private static final String VARIABLE = "DRINKD_FOR_PARENT";

  private static final String WITH_FILE = "with-file";

  private static final Path SELF = Path.of("/proc/self");
  private static final int ROOT = 0;

  private OwnerProcess() {}

  /** Whether root works here, and the books belong to another user. */
  static boolean isNeeded(Path data) throws IOException {
    return Files.isDirectory(data) && uid(SELF) == ROOT && uid(data) != ROOT;
  }

  /** The owner of the books, if that is neither root nor the user of this process. */
  static Optional<String> otherOwner(Path data) throws IOException {
    boolean other = Files.isDirectory(data) && uid(data) != uid(SELF) && uid(SELF) != ROOT;
    return other ? Optional.of(Files.getOwner(data).getName()) : Optional.empty();
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  /**
   * Runs it and waits for its end.
   *
   * @param file the file that the command reads, which the owner may not be able to
   * @return its exit code
   * @throws IOException if it cannot be started; the message says what to do
   */
  static int run(Path data, Optional<Path> file) throws IOException {
    List<String> command = new ArrayList<>(List.of("setpriv"));
    command.add("--reuid=" + uid(data));
    command.add("--regid=" + Files.getAttribute(data, "unix:gid"));
    command.add("--clear-groups");
    command.add("--");
    command.addAll(commandLine());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(VARIABLE, file.isPresent() ? WITH_FILE : "yes");
    file.ifPresent(own -> builder.redirectInput(own.toFile()));
    try {
      Process process = builder.start();
      // Else it would wait for an answer that whoever has ended this one will not give.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-of-command"));
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; the command may have been carried out or not", e);
    } catch (IOException e) {
      String owner = Files.getOwner(data, LinkOption.NOFOLLOW_LINKS).getName();
      throw new IOException(
          data
              + ": belongs to "
              + owner
              + ", and this command cannot be run as that user ("
              + FileFailure.reason(e)
              + "); log in as "
              + owner
              + ", and run it there",
          e);
    }
  }

  /**
   * Where the commands of this process are given: a file that they read comes by standard input, if
   * the process that has started this one has opened it.
   */
  static Terminal terminal(Map<String, String> environment, Terminal own) {
    return WITH_FILE.equals(environment.get(VARIABLE)) ? new HandedFile(own) : own;
  }

  private record HandedFile(Terminal own) implements Terminal {

    @Override
    public OutputStream out() {
      return own.out();
    }

    @Override
    public OutputStream err() {
      return own.err();
    }

    @Override
    public String password() throws IOException {
      return own.password();
    }

    @Override
    public void file(String named, int most, OutputStream to) throws IOException {
      ProcessTerminal.copy(System.in, named, most, to);
    }

    @Override
    public Optional<Boolean> confirm(String question) throws IOException {
      return own.confirm(question);
    }
  }

  /** As the kernel has it: what Java says of it is cut off where it is long. */
  private static List<String> commandLine() throws IOException {
    String line = Files.readString(SELF.resolve("cmdline"), StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>(List.of(line.split("\0", -1)));
    // Behind the last word is a separator too.
    words.remove(words.size() - 1);
    words.set(0, SELF.resolve("exe").toRealPath().toString());
    return words;
  }

  /** Whether this is such a process, that root has started. */
  static boolean isOne(Map<String, String> environment) {
    return environment.containsKey(VARIABLE);
  }

  /** Who gives the commands of this process, as the kernel says. */
  static String caller(Map<String, String> environment) throws IOException {
    return isOne(environment) ? UnixUser.ofParentProcess() : UnixUser.ofThisProcess();
  }
}
