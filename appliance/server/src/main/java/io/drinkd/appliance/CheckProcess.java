package io.drinkd.appliance;

import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A process that checks a configuration with the eyes of the user who owns the books: what root can
 * read that user may not, and what anybody else cannot read is no mistake.
 */
final class CheckProcess {

  private final SettingsReader reader;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  CheckProcess(
      SettingsReader reader, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.reader = reader;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code. */
  int run(Path conf) {
    try {
      Optional<Path> data = data(conf);
      if (data.isPresent() && OwnerProcess.isNeeded(data.get())) {
        return OwnerProcess.run(data.get(), Optional.empty());
      }
      if (data.isPresent()) {
        Optional<String> owner = OwnerProcess.otherOwner(data.get());
        if (owner.isPresent()) {
          return refuse(data.get(), owner.get());
        }
      }
    } catch (IOException e) {
      err.println(FileFailure.line(e));
      return ExitCode.UNUSABLE_FILES;
    }
    // Which ports the service may open, its unit says; root, who has asked, may open all.
    PortRights rights =
        OwnerProcess.isOne(environment) ? PortRights.unlimited() : PortRights.ofThisProcess();
    return new ConfigurationCheck(
            conf, () -> reader.read(conf), () -> reader.readWithoutSecrets(conf), rights)
        .run(out, err);
  }

  private int refuse(Path data, String owner) {
    err.println(
        "config check must run as "
            + owner
            + ", to whom "
            + data
            + " belongs; run it as root or as "
            + owner);
    return ExitCode.FAILED;
  }

  /** Empty where the file that names it has mistakes, which the check will say. */
  private Optional<Path> data(Path conf) {
    try {
      return Optional.of(reader.readWithoutMachines(conf).process().data());
    } catch (SettingsException e) {
      return Optional.empty();
    }
  }
}
