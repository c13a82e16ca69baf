package io.drinkd.client.shell;

import io.drinkd.client.command.CommonOptions;
import io.drinkd.client.command.Output;
import io.drinkd.client.command.Subcommands;
import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.line.Option;
import io.drinkd.client.line.Syntax;
import io.drinkd.client.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** A conversation on a terminal. Commands run on the thread that calls {@link #run}. */
public final class Shell {

  private static final int USUAL_COLUMNS = 80;

  private static final Syntax USE =
      new Syntax(
          "use",
          "[MACHINE]",
          0,
          Integer.MAX_VALUE,
          "mean this machine from now on where none is named",
          List.of());
  private static final Syntax QUIT =
      new Syntax("quit", "", 0, 0, "leave the shell; exit and Ctrl-D do it too", List.of());
  private static final Syntax EXIT = new Syntax("exit", "", 0, 0, "leave the shell", List.of());

  /** What is known here and not on the command line. */
  static final List<Syntax> OWN = List.of(USE, QUIT, EXIT);

  private final Settings settings;
  private final Shown how;

  /**
   * How results are shown.
   *
   * @param json whether for programs
   * @param utc whether with times in UTC
   */
  public record Shown(boolean colours, boolean json, boolean utc) {}

  public Shell(Settings settings, Shown how) {
    this.settings = settings;
    this.how = how;
  }

  /**
   * Reads and carries out commands until the end of input.
   *
   * @throws FailedException if there is no connection at the beginning
   */
  public void run() {
    // A program that is no terminal to JLine gets plain lines.
    // It asks the terminal nothing: an answer that comes late would be taken for something typed.
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).graphemeCluster(false).build()) {
      PrintStream printed = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
      IntSupplier columns = () -> columns(terminal);
      Output out = new Output(printed, printed, how.json, how.colours, columns);
      ShellPlace place = new ShellPlace(settings, terminal, out, how.utc);
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("drink")
              .completer(new Words(place))
              .variable(LineReader.HISTORY_FILE, historyFile())
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      try (place) {
        place.begin(reader);
        Thread main = Thread.currentThread();
        terminal.handle(Signal.INT, signal -> main.interrupt());
        readLines(reader, place, out);
      }
    } catch (IOException e) {
      throw new FailedException(ExitCode.FAILED, "the terminal cannot be used");
    }
  }

  /** A terminal that does not know how wide it is has a usual width. */
  static int columns(Terminal terminal) {
    int columns = terminal.getSize().getColumns();
    return columns > 0 ? columns : USUAL_COLUMNS;
  }

  /** The owner's alone, like the tokens beside it. */
  private Path historyFile() throws IOException {
    Path file = settings.folder().resolve("history");
    if (!Files.exists(file)) {
      Files.createDirectories(settings.folder());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return file;
  }

  private void readLines(LineReader reader, ShellPlace place, Output out) {
    while (true) {
      try {
        // Several, if they were pasted.
        for (String line : reader.readLine(place.prompt()).split("\n")) {
          ParsedLine parsed =
              reader.getParser().parse(line, line.length(), Parser.ParseContext.ACCEPT_LINE);
          List<String> words = parsed.words().stream().filter(word -> !word.isEmpty()).toList();
          if (!words.isEmpty() && !carryOut(words, place, out)) {
            return;
          }
        }
      } catch (UserInterruptException e) {
        // An unfinished line is given up, as in other shells.
        continue;
      } catch (EndOfFileException e) {
        return;
      }
    }
  }

  /** False if that was the last one. */
  private static boolean carryOut(List<String> words, ShellPlace place, Output out) {
    try {
      List<Option> known = new ArrayList<>(CommonOptions.IN_SHELL);
      known.addAll(Subcommands.options());
      Arguments line = Arguments.parse(words, known);
      String first = line.words().isEmpty() ? "help" : line.words().get(0);
      boolean own = OWN.stream().anyMatch(syntax -> syntax.name().equals(first));
      if (line.words().isEmpty() || (own && line.has(CommonOptions.HELP.name()))) {
        List<String> asked = own ? List.of("help", first) : List.of("help");
        Subcommands.run(new Arguments(asked, Map.of()), List.of(), place);
      } else if (first.equals(USE.name())) {
        place.use(String.join(" ", line.words().subList(1, line.words().size())));
      } else if (own) {
        return false;
      } else {
        place.carryOut(() -> Subcommands.run(line, CommonOptions.IN_SHELL, place));
      }
    } catch (FailedException e) {
      out.failed(e);
    } finally {
      // What Ctrl-C has interrupted is over; the terminal has shown it as ^C.
      if (Thread.interrupted()) {
        out.remark("");
      }
    }
    return true;
  }
}
