package io.drinkd.client;

import io.drinkd.client.command.CommonOptions;
import io.drinkd.client.command.Help;
import io.drinkd.client.command.Json;
import io.drinkd.client.command.Output;
import io.drinkd.client.command.Subcommands;
import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.line.Option;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.shell.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program: one command of the command line, or the shell where there is none. */
public final class Drink {

  private static final String INSECURE =
      "Note: --insecure checks no certificate. Anyone between you and the server can read your"
          + " password and spend your credits.";

  private final Map<String, String> environment;
  private final Terminal terminal;

  Drink(Map<String, String> environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  /** The exit codes are those of {@link ExitCode}. */
  public static void main(String[] line) {
    Terminal terminal = Terminal.standard();
    ExitCode code = new Drink(System.getenv(), terminal).run(Arrays.asList(line));
    // It flushes, too.
    if (terminal.out().checkError() && code == ExitCode.DONE) {
      terminal.err().println("drink: the output cannot be written");
      code = ExitCode.FAILED;
    }
    // Not by returning: a thread that reads the keyboard would keep the process.
    System.exit(code.number());
  }

  /** Carries out a command line, shows what came of it, and returns with what to end. */
  ExitCode run(List<String> line) {
    boolean json = line.contains("--json");
    try {
      List<Option> all = new ArrayList<>(CommonOptions.ALL);
      all.addAll(Subcommands.options());
      run(Arguments.parse(line, all));
      return ExitCode.DONE;
    } catch (FailedException e) {
      if (json) {
        terminal.out().println(Json.failed(e));
      } else {
        terminal.err().println("drink: " + e.getMessage());
      }
      return e.code();
    }
  }

  private void run(Arguments line) {
    Output out =
        new Output(terminal.out(), terminal.err(), line.has("json"), colours(), terminal::columns);
    if (line.has("version")) {
      String version = Drink.class.getPackage().getImplementationVersion();
      String shown = Optional.ofNullable(version).orElse("of a checkout");
      out.show("drink " + shown, Map.of("version", shown));
    } else if (line.has("help") && line.words().isEmpty()) {
      Help.showAll(out);
    } else if (line.words().isEmpty() && !(terminal.is("in") && terminal.is("out"))) {
      throw FailedException.usage("without a command it needs a terminal; try: drink help");
    } else if (line.words().isEmpty()) {
      new Shell(settings(line), new Shell.Shown(colours(), line.has("json"), line.has("utc")))
          .run();
    } else {
      try (OneCommand place = new OneCommand(settings(line), terminal, out)) {
        Subcommands.run(line, CommonOptions.ALL, place);
      }
    }
  }

  private boolean colours() {
    return terminal.is("out") && !environment.containsKey("NO_COLOR");
  }

  private Settings settings(Arguments line) {
    Path folder =
        line.option("settings").map(Path::of).orElseGet(() -> Settings.standardFolder(environment));
    Map<String, String> set = new HashMap<>();
    for (String key : Settings.KEYS) {
      line.option(key).ifPresent(value -> set.put(key, value));
    }
    if (line.has("tls")) {
      set.put("tls", "yes");
    }
    if (line.has("no-tls")) {
      set.put("tls", "no");
    }
    // Of the folder where it was typed, not of the settings.
    set.computeIfPresent("trust", (key, file) -> Path.of(file).toAbsolutePath().toString());
    if (line.has("insecure")) {
      terminal.err().println(INSECURE);
    }
    return Settings.read(folder).with(set, line.has("insecure"));
  }
}
