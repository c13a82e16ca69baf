package io.drinkd.appliance;

import io.drinkd.appliance.config.HeldSetting;
import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Output;
import io.drinkd.appliance.control.output.Table;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the settings that hold, and where each comes from. */
final class ConfigurationListing {

  /** The one variable of the environment that is a setting by itself; passwords never are shown. */
  private static final String JAVA_OPTIONS = "DRINKD_JAVA_OPTS";

  private record Row(String file, String key, String value, String from) {}

  private static final Table<Row> TABLE =
      Table.<Row>of()
          .column("file", Row::file)
          .column("key", Row::key)
          .column("from", Row::from)
          .column("value", Row::value);

  private final Path conf;
  private final SettingsReader reader;
  private final Map<String, String> environment;

  ConfigurationListing(Path conf, SettingsReader reader, Map<String, String> environment) {
    this.conf = conf;
    this.reader = reader;
    this.environment = environment;
  }

  /** Prints them, and mistakes as errors, a line each; returns the exit code. */
  int run(Output out, PrintStream err) {
    List<SettingsError> errors = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (HeldSetting setting : reader.held(conf, errors)) {
      rows.add(
          new Row(
              conf.relativize(setting.file()).toString(),
              setting.key(),
              setting.value(),
              setting.line() > 0 ? "line " + setting.line() : "default"));
    }
    Optional.ofNullable(environment.get(JAVA_OPTIONS))
        .ifPresent(value -> rows.add(new Row("-", JAVA_OPTIONS, value, "environment")));
    out.list(TABLE, rows::forEach);
    errors.forEach(err::println);
    return errors.isEmpty() ? ExitCode.WELL : ExitCode.USAGE;
  }
}
