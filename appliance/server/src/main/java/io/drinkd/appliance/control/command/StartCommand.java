package io.drinkd.appliance.control.command;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options before a command, and all that a start of the appliance may have. */
@Command(name = "drinkd")
class StartCommand {

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description =
          "The configuration folder (default: /etc/drinkd where the Debian package is installed,"
              + " else conf).")
  private Path conf;

  @Option(
      names = "--check",
      description = "Checks the configuration and exits; opens no port and no books.")
  private boolean check;

  @Option(
      names = "--json",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Prints the result for programs, as one JSON document.")
  private boolean json;

  @Option(
      names = "--utc",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Shows and reads times in UTC, not in the local zone.")
  private boolean utc;

  @Option(names = "--version", versionHelp = true, description = "Shows the version.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  Path conf() {
    return conf;
  }

  boolean check() {
    return check;
  }

  boolean json() {
    return json;
  }

  boolean utc() {
    return utc;
  }
}
