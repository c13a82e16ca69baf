package io.drinkd.client.command;

import io.drinkd.client.line.Option;
import java.util.List;

/** The options that all commands have. */
public final class CommonOptions {

  /** Explains a command in place of running it. */
  public static final Option HELP =
      Option.flag("help", "show what there is, or explain the command; also -h");

  /** As {@code drinkd} has it. */
  public static final Option UTC =
      Option.flag("utc", "show times in UTC, not in the zone of this computer");

  /** Those that make sense for a command of the shell, too. */
  public static final List<Option> IN_SHELL = List.of(HELP, UTC);

  /** In the order of the manual. */
  public static final List<Option> ALL =
      List.of(
          new Option("host", "HOST", "the server"),
          new Option("port", "PORT", "its port; 4242, with TLS 4243"),
          Option.flag("tls", "with TLS: certificate and host name are checked"),
          Option.flag("no-tls", "without TLS"),
          new Option("trust", "FILE", "trust the certificates of this file, in PEM, and no others"),
          Option.flag("insecure", "check no certificate: anyone on the way can read the password"),
          new Option("name", "NAME", "who you are"),
          new Option("machine", "MACHINE", "the machine that is meant where none is named"),
          new Option("settings", "FOLDER", "where settings and tokens are; ~/.config/drink"),
          Option.flag("json", "results as JSON, one object a line"),
          UTC,
          HELP,
          Option.flag("version", "show the version"));

  private CommonOptions() {}
}
