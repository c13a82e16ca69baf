package io.drinkd.client.shell;

import io.drinkd.client.command.Output;
import io.drinkd.client.command.Subcommands;
import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.line.Option;
import io.drinkd.client.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
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

  /** What is known here and not on the command line. */
  static final Set<String> OWN = Set.of("use", "exit", "quit");

  private final Settings settings;
  private final boolean colours;
  private final boolean json;

  public Shell(Settings settings, boolean colours, boolean json) {
    this.settings = settings;
    this.colours = colours;
    this.json = json;
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
      Output out = new Output(printed, printed, json, colours);
      ShellPlace place = new ShellPlace(settings, terminal, out);
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
    String first = words.get(0);
    if (first.equals("exit") || first.equals("quit")) {
      return false;
    }
    try {
      if (first.equals("use")) {
        place.use(String.join(" ", words.subList(1, words.size())));
      } else {
        List<Option> known = Subcommands.options();
        place.carryOut(() -> Subcommands.run(Arguments.parse(words, known), List.of(), place));
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
