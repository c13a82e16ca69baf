package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A built checkout of the project whose appliance is measured. Nothing of it is used but its
 * scripts, its log settings and what the appliance offers to clients and operators, so that it may
 * be of another version than the bench.
 *
 * @param shown how tables name its appliance
 * @param home the checkout
 * @param folder gets the files of its appliance
 */
public record Build(String shown, Path home, Path folder) {

  private static final String SCRIPT = "scripts/drinkd";
  private static final String DRINK = "scripts/drink";

  /**
   * @throws IOException if the folder is no checkout, or not built; the message says which
   */
  public static Build of(String shown, Path home, Path folder) throws IOException {
    Path checkout = home.toAbsolutePath().normalize();
    if (!Files.isExecutable(checkout.resolve(SCRIPT))) {
      throw new IOException(
          String.format(
              Locale.ROOT, "%s has no %s: found no checkout of drinkd", checkout, SCRIPT));
    }
    if (!Files.exists(checkout.resolve("appliance/server/target/drinkd.jar"))) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is not built; build it with (cd %s && scripts/bench --help)",
              checkout,
              checkout));
    }
    return new Build(shown, checkout, Files.createDirectories(folder));
  }

  /** Whether its starts are helped by an archive of classes, which only its scripts make. */
  public boolean hasClassArchive() {
    return Files.exists(home.resolve("target/classes.jsa"));
  }

  Path logSettings() {
    return home.resolve("conf/log4j2.xml");
  }

  /** What starts its appliance, or carries out an operator's command. */
  List<String> command(Path conf, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(home.resolve(SCRIPT).toString(), "--conf", conf.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Whether its listeners have to allow cards, by which the load logs in; older ones always do. */
  boolean hasCardsSetting() throws IOException {
    return Files.readString(home.resolve("conf/appliance.yaml")).contains("cards:");
  }

  /** Whether it has the member's program. */
  public boolean hasDrink() {
    return Files.exists(home.resolve(DRINK));
  }

  /** A command of the member's program. */
  List<String> drink(int port, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve(DRINK).toString(),
                "--settings",
                folder.resolve("drink").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port)));
    command.addAll(List.of(words));
    return command;
  }
}
