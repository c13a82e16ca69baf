package io.drinkd.appliance.control.command;

import io.drinkd.appliance.config.PlainDecimal;
import io.drinkd.appliance.control.output.JsonOutput;
import io.drinkd.appliance.control.output.Output;
import io.drinkd.appliance.control.output.TextOutput;
import io.drinkd.appliance.control.output.Times;
import io.drinkd.appliance.failure.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** A parsed command line of {@code drinkd}. */
public final class DrinkdCommandLine {

  private static final Pattern TOO_LONG = Pattern.compile("-?[1-9][0-9]{18,}");

  private final StartCommand options;
  private final ParseResult last;

  private DrinkdCommandLine(StartCommand options, ParseResult whole) {
    this.options = options;
    this.last = last(whole);
  }

  private static ParseResult last(ParseResult whole) {
    ParseResult last = whole;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }

  /**
   * Parses a command line.
   *
   * @param arguments without the program's name
   * @throws UsageException if it cannot be parsed
   */
  public static DrinkdCommandLine parse(List<String> arguments) {
    return parseStart(arguments).orElseGet(() -> parse(arguments, commands()));
  }

  /**
   * A start has no command, and to make them all takes a sixth of its processor time. Empty if it
   * is none; what is wrong with it then, and its help, only the whole can say.
   */
  private static Optional<DrinkdCommandLine> parseStart(List<String> arguments) {
    StartCommand options = new StartCommand();
    try {
      ParseResult whole = line(options).parseArgs(arguments.toArray(String[]::new));
      return whole.isUsageHelpRequested()
          ? Optional.empty()
          : Optional.of(new DrinkdCommandLine(options, whole));
    } catch (ParameterException e) {
      return Optional.empty();
    }
  }

  /** All commands, for one parse. Making them takes longer than all else of a short command. */
  static CommandLine commands() {
    return line(new DrinkdCommand());
  }

  private static CommandLine line(StartCommand options) {
    CommandLine commandLine = new CommandLine(options);
    // Else "@name" would read a file of arguments in the process that runs the command.
    commandLine.setExpandAtFiles(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(long.class, DrinkdCommandLine::decimal);
    commandLine.registerConverter(OnOff.class, OnOff::of);
    return commandLine;
  }

  /** The same with {@link #commands} that nobody has parsed with yet. */
  static DrinkdCommandLine parse(List<String> arguments, CommandLine commandLine) {
    StartCommand options = commandLine.getCommand();
    try {
      ParseResult whole = commandLine.parseArgs(arguments.toArray(String[]::new));
      DrinkdCommandLine parsed = new DrinkdCommandLine(options, whole);
      parsed.requireCommandOfGroup();
      return parsed;
    } catch (ParameterException e) {
      throw new UsageException(UsageMistake.text(e));
    }
  }

  /** As in the configuration: what somebody means by 050 nobody can know. */
  static long decimal(String text) {
    return PlainDecimal.read(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "found "
                        + Printable.text(text)
                        + (TOO_LONG.matcher(text).matches()
                            ? ", expected a number of up to 18 digits"
                            : ", expected a whole number in plain decimal digits, such as 50")));
  }

  private void requireCommandOfGroup() {
    CommandLine line = last.commandSpec().commandLine();
    boolean group = !line.getSubcommands().isEmpty() && line.getParent() != null;
    if (group && !last.isUsageHelpRequested()) {
      throw new ParameterException(line, "Missing command");
    }
  }

  /** Where the configuration is. */
  public Path conf() {
    return options.conf();
  }

  /** Whether the configuration is only to be checked. */
  public boolean check() {
    return options.check() || last.commandSpec().userObject() instanceof ConfigCheckCommand;
  }

  /** Whether the configuration is only to be shown. */
  public boolean showsConfiguration() {
    return last.commandSpec().userObject() instanceof ConfigShowCommand;
  }

  /** Whether only the version is asked for. */
  public boolean version() {
    return last.isVersionHelpRequested();
  }

  /** How to use the command, if that is asked for. */
  public Optional<String> help() {
    return last.isUsageHelpRequested()
        ? Optional.of(usage(last.commandSpec().commandLine()))
        : Optional.empty();
  }

  /** The operator's command; empty if the appliance is to be run. */
  public Optional<OperatorCommand> command() {
    return last.commandSpec().userObject() instanceof OperatorCommand command
        ? Optional.of(command)
        : Optional.empty();
  }

  /** In which zone times are shown and read. */
  public Times times(Optional<String> zone) {
    return options.utc() ? Times.utc() : Times.local(zone);
  }

  /**
   * How results are printed.
   *
   * @param columns how wide the terminal is, if it is one
   */
  public Output output(PrintWriter out, Times times, OptionalInt columns) {
    return options.json() ? new JsonOutput(out) : new TextOutput(out, times, columns);
  }

  private static String usage(CommandLine line) {
    return line.getUsageMessage(CommandLine.Help.Ansi.OFF).strip();
  }
}
