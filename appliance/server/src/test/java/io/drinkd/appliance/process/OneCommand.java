package io.drinkd.appliance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of {@code drinkd} that ends by itself, in a process of its own, from a {@link
 * HouseFolder}: with umask 000, and without a folder for temporary files.
 *
 * @param code its exit code
 * @param said all lines, those of its errors among them
 */
public record OneCommand(int code, String said) {

  /** Runs it; a command that asks for a password gets one. */
  public static OneCommand run(HouseFolder house, String... arguments) throws IOException {
    return run(house, List.of(), arguments);
  }

  /**
   * The same with a point at which it ends, as when it is killed.
   *
   * @param crashAt as {@link io.drinkd.appliance.store.CrashPoint#PROPERTY} says it
   */
  public static OneCommand runUntil(HouseFolder house, String crashAt, String... arguments)
      throws IOException {
    return run(house, List.of("-Ddrinkd.crash-at=" + crashAt), arguments);
  }

  private static OneCommand run(HouseFolder house, List<String> options, String... arguments)
      throws IOException {
    List<String> command = BuiltFiles.applianceJava();
    command.addAll(options);
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + house.file("no-such-folder"),
            "-Ddrinkd.plugins=" + BuiltFiles.drivers(),
            "-cp",
            BuiltFiles.applianceClassPath(),
            "io.drinkd.appliance.Main",
            "--conf",
            house.conf().toString()));
    command.addAll(List.of(arguments));
    return run(house, withoutMask(command), String.join(" ", arguments));
  }

  /**
   * Runs it as a call on the appliance that runs, for which no library is there.
   *
   * @param prefix what the command line begins with, such as a program that changes the user
   */
  public static OneCommand call(HouseFolder house, List<String> prefix, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(BuiltFiles.java());
    command.addAll(
        List.of(
            "-cp",
            BuiltFiles.jar().toString(),
            "io.drinkd.appliance.control.call.OperatorClient",
            "--conf",
            house.conf().toString()));
    command.addAll(List.of(arguments));
    return run(house, new ProcessBuilder(command), String.join(" ", arguments));
  }

  private static OneCommand run(HouseFolder house, ProcessBuilder builder, String name)
      throws IOException {
    builder.environment().put(HouseFolder.PASSWORD_VARIABLE, HouseFolder.BOARD_PASSWORD);
    Path typed = Files.writeString(house.file("typed"), "correct horse\n");
    builder.redirectInput(typed.toFile());
    ChildProcess process = new ChildProcess(name, builder);
    int code = process.awaitEnd();
    return new OneCommand(code, process.allSaid());
  }

  /** Runs a command with umask 000. */
  static ProcessBuilder withoutMask(List<String> command) {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
    shell.addAll(command);
    return new ProcessBuilder(shell);
  }
}
