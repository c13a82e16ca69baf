package io.drinkd.appliance.soak;

import io.drinkd.appliance.process.Broker;
import io.drinkd.appliance.process.HouseFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The soak as a program, for as long as one likes. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "50 simulated boards of five models, dialled, dialling in and behind a broker that is killed,",
      "which fail again and again, and 200 clients. In the end each can that fell is looked for in",
      "the books. Memory, threads and descriptors of the appliance are looked at at 30 points, all",
      "of them in target/soak/curve.csv: flat is what has little more in the last third than in the third",
      "after the warm-up; less than 10 minutes are not judged.",
      "Exit codes: 0 all is right, 1 it is not, 2 usage."
    })
public final class SoakMain implements Callable<Integer> {

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long; default ${DEFAULT-VALUE}")
  private int minutes;

  @Option(
      names = "--pause",
      paramLabel = "SECONDS",
      defaultValue = "8",
      description = "a client waits up to so long between two drinks; default ${DEFAULT-VALUE}")
  private int pauseSeconds;

  private SoakMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SoakMain()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (!Broker.isInstalled()) {
      System.out.println("found no mosquitto, install it with: sudo apt-get install mosquitto");
      return 1;
    }
    Path folder = Files.createTempDirectory("drinkd-soak");
    List<String> mistakes;
    Path curve = Path.of(System.getProperty("drinkd.home", "."), "target", "soak", "curve.csv");
    try (Soak soak = new Soak(folder, Duration.ofSeconds(pauseSeconds))) {
      mistakes = soak.run(Duration.ofMinutes(minutes), curve);
    }
    if (mistakes.isEmpty()) {
      System.out.println("each can is accounted for");
      HouseFolder.remove(folder);
      return 0;
    }
    mistakes.forEach(System.out::println);
    System.out.println("books and can logs are kept in " + folder);
    return 1;
  }
}
