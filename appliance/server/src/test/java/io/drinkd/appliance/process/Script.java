package io.drinkd.appliance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code scripts/drinkd} of the checkout, with a configuration folder and an environment. */
public final class Script {

  private final Path folder;
  private final Path conf;
  private final Map<String, String> environment;
  private Optional<String> prefix = Optional.empty();

  /**
   * @param folder where it is run
   * @param environment variables besides those of this process
   */
  public Script(Path folder, Path conf, Map<String, String> environment) {
    this.folder = folder;
    this.conf = conf;
    this.environment = environment;
  }

  /** The same, run by a line of shell, in which {@code "$@"} stands for the script. */
  public Script by(String shell) {
    Script script = new Script(folder, conf, environment);
    script.prefix = Optional.of(shell);
    return script;
  }

  /** Runs a command, which ends by itself; one that asks for a password gets one. */
  public OneCommand run(String... arguments) throws IOException {
    ProcessBuilder builder = builder(arguments);
    Path typed = Files.writeString(Files.createTempFile(folder, "typed", ""), "correct-horse\n");
    ChildProcess process = new ChildProcess("drinkd", builder.redirectInput(typed.toFile()));
    int code = process.awaitEnd();
    return new OneCommand(code, process.allSaid());
  }

  /** Begins a command, whose standard input is open and has nothing in it yet. */
  public Process begin(String... arguments) throws IOException {
    return builder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Starts the appliance. */
  public RunningAppliance start() throws IOException {
    return new RunningAppliance(new ChildProcess("the appliance", builder()));
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    prefix.ifPresent(shell -> command.addAll(List.of("bash", "-c", shell, "bash")));
    command.add(BuiltFiles.script().toString());
    command.addAll(List.of("--conf", conf.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.environment().put(HouseFolder.PASSWORD_VARIABLE, HouseFolder.BOARD_PASSWORD);
    return builder;
  }
}
