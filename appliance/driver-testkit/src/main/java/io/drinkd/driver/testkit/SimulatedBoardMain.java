package io.drinkd.driver.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The simulated board as a process of its own. */
@Command(
    name = "simulated-board",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "A simulated board with its machine.",
      "Prints events to standard output, a line each, and reads commands from standard input:",
      "nack, fail, silence, swallow, late MILLIS, close, cut, lose, split, wrong id (each for one",
      "order), say TEXT, garbage, door open, door closed, stock SLOT N, temperature F, hang up,",
      "unplug, plug in, quit.",
      "Confirms each command that it has executed, as in: command 1: nack"
    })
public final class SimulatedBoardMain implements Callable<Integer> {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s)");

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Link link;

  private static final class Link {
    @Option(
        names = "--listen",
        paramLabel = "PORT",
        description = "listen on the port; 0 for a free one")
    private Integer listen;

    @Option(
        names = "--dial",
        paramLabel = "HOST:PORT",
        description = "dial the appliance, or the broker")
    private String dial;
  }

  @ArgGroup(multiplicity = "0..1")
  private Password password = new Password();

  private static final class Password {
    @Option(
        names = "--password",
        paramLabel = "TEXT",
        description = "password with which it logs in, or the token that it wants")
    private String text = "";

    @Option(names = "--password-file", paramLabel = "FILE", description = "file with the password")
    private Path file;
  }

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "address to listen on")
  private String host;

  @Option(
      names = "--redial",
      defaultValue = "30s",
      description = "wait before it dials again; default ${DEFAULT-VALUE}")
  private Duration redial;

  @Option(
      names = "--model",
      defaultValue = "tini390",
      description = "tini390, tini400, uccplc, bubbler or mqtt; default ${DEFAULT-VALUE}")
  private String model;

  @Option(
      names = "--machine",
      defaultValue = "d",
      description = "the machine's id in the broker's topics; default ${DEFAULT-VALUE}")
  private String machine;

  @Option(
      names = "--user",
      defaultValue = "board",
      description = "its name at the broker; default ${DEFAULT-VALUE}")
  private String user;

  @Option(names = "--slots", defaultValue = "7", description = "how many slots it has")
  private int slots;

  @Option(
      names = "--stock",
      split = ",",
      defaultValue = "5",
      description = "cans in each slot, or one number a slot: 5,0,3")
  private List<Integer> stock;

  @Option(
      names = "--motor-time",
      defaultValue = "20ms",
      description = "how long a drop takes; default ${DEFAULT-VALUE}, real boards 3500ms")
  private Duration motorTime;

  @Option(
      names = "--temperature",
      defaultValue = "72.5",
      description = "degrees Fahrenheit, or none; default ${DEFAULT-VALUE}")
  private String temperature;

  @Option(
      names = "--can-log",
      paramLabel = "FILE",
      description = "gets a line for each can that falls")
  private Path canLog;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "gets each event too, with its time and with who is linked")
  private Path log;

  @Option(
      names = "--fault",
      paramLabel = "COMMAND",
      description = "a command as on standard input, executed at the start; may be repeated")
  private List<String> faults = new ArrayList<>();

  @Option(names = "--quiet", description = "prints where it listens, and nothing more")
  private boolean quiet;

  /** How many commands from standard input were carried out. Only for the thread that reads it. */
  private int carriedOut;

  private SimulatedBoardMain() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new SimulatedBoardMain())
            .registerConverter(Duration.class, SimulatedBoardMain::duration)
            .execute(arguments));
  }

  /** As the appliance's settings have them, or as Java does. */
  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "found " + text + ", expected a time such as 1500ms or 2s");
      }
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var board = start()) {
      var reader = new Thread(() -> readCommands(board), "commands");
      reader.setDaemon(true);
      reader.start();
      board.awaitEnd();
      return 0;
    } catch (IOException e) {
      System.err.println("simulated-board: " + e.getMessage());
      return 1;
    }
  }

  private SimulatedBoard start() throws IOException {
    SimulatedBoard board;
    BoardModel kind = model();
    if (link.dial == null ? !kind.listens() : !kind.dials()) {
      String expected = kind.listens() ? "--listen" : "--dial";
      throw new ParameterException(
          spec.commandLine(), "--model: found " + kind + ", which goes with " + expected);
    }
    if (link.dial == null) {
      board = SimulatedBoard.listen(options(), new InetSocketAddress(host, link.listen));
      System.out.println("listening on " + host + ":" + board.port());
    } else {
      System.out.println("dialling " + link.dial);
      board = SimulatedBoard.dial(options(), dialled(), redial);
    }
    try {
      faults.forEach(board::command);
      return board;
    } catch (IllegalArgumentException e) {
      board.close();
      throw new ParameterException(spec.commandLine(), "--fault: " + e.getMessage(), e);
    }
  }

  private InetSocketAddress dialled() {
    int colon = link.dial.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          link.dial.substring(0, colon), Integer.parseInt(link.dial.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--dial: found " + link.dial + ", expected HOST:PORT", e);
    }
  }

  private SimulatedBoardOptions options() throws IOException {
    var options =
        new SimulatedBoardOptions(
                password.file == null ? password.text : Files.readString(password.file).strip())
            .model(model())
            .atBroker(machine, user)
            .stock(stock.size() == 1 ? Collections.nCopies(slots, stock.get(0)) : stock)
            .motorTime(motorTime)
            .fahrenheit(fahrenheit())
            .complaints(SimulatedBoardMain::complain);
    Consumer<String> printed = quiet ? event -> {} : System.out::println;
    if (log == null) {
      options.events(printed);
    } else {
      var events = new EventLog(log);
      options.events(printed.andThen(events::add)).links(events::linked);
    }
    return canLog == null ? options : options.canLog(canLog);
  }

  private BoardModel model() {
    try {
      BoardModel kind = BoardModel.named(model);
      if (kind.hasPassword() && password.file == null && password.text.isEmpty()) {
        throw new IllegalArgumentException("found no --password, which a " + kind + " needs");
      }
      return kind;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--model: " + e.getMessage(), e);
    }
  }

  private OptionalDouble fahrenheit() {
    try {
      return temperature.equals("none")
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(temperature));
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--temperature: found " + temperature + ", expected degrees Fahrenheit or none",
          e);
    }
  }

  private static void complain(String complaint) {
    System.err.println("simulated-board: " + complaint);
  }

  /** The end of standard input is not the end of the board: scripts give it none. */
  private void readCommands(SimulatedBoard board) {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    input.lines().forEach(line -> carryOut(board, line));
  }

  private void carryOut(SimulatedBoard board, String line) {
    try {
      board.command(line);
      carriedOut++;
      if (!quiet) {
        System.out.println("command " + carriedOut + ": " + line);
      }
    } catch (IllegalArgumentException e) {
      complain(e.getMessage());
    }
  }
}
