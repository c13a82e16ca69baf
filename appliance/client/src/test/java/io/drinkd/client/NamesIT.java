package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Machines and drinks by their names, at the real appliance. */
class NamesIT {

  private static final Path TABLE =
      Path.of(
          System.getProperty("drinkd.home"),
          "appliance/server/src/test/resources/names/machines.txt");

  private final RunningHouse house = RunningHouse.get();

  private OneRun drink(Path settings, String... line) {
    List<String> all = new ArrayList<>(List.of("--settings", settings.toString()));
    all.addAll(List.of(line));
    return OneRun.of(all.toArray(String[]::new));
  }

  @Test
  void machinesAreCalledAsAtTheOtherDoors() throws IOException {
    Path settings = house.loggedIn(house.member(0), house.port("sunday"));
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      String[] words = line.split(" *\\| *");
      if (line.startsWith("#")) {
        continue;
      }
      OneRun run = drink(settings, "ls", words[0], "--json");
      boolean right =
          words[1].equals("none")
              ? run.code() == ExitCode.NOT_FOUND
              : run.out().contains("[{\"id\":\"" + words[1] + "\"");
      if (!right) {
        wrong.add(line + ": " + run);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void anAliasIsAMachineInFrontOfADrink() throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));

    assertThat(drink(settings, "drop", "bigdrink", "coke").out())
        .isEqualTo("Coke dropped. Credits: 450.");
    assertThat(drink(settings, "drop", "big drink", "root", "beer").out())
        .isEqualTo("Root Beer dropped. Credits: 400.");
    assertThat(drink(settings, "ls", "bigdrink").out()).startsWith("d  Big Drink\n");
  }

  @Test
  void refusalsNameDrinkAndMachine() throws IOException {
    Path poor = house.loggedIn(house.member(10), house.port("sunday"));
    String member = house.member(500);
    Path rich = house.loggedIn(member, house.port("sunday"));

    assertThat(drink(poor, "drop", "d", "root").errors())
        .isEqualTo("drink: Root Beer costs 50 credits, and you have 10");
    assertThat(drink(rich, "drop", "d", "pepper").errors())
        .isEqualTo("drink: Dr Pepper is sold out: slot 3 of Big Drink is empty");
    assertThat(drink(poor, "random", "ld").errors())
        .isEqualTo("drink: nothing is left in Little Drink that you can pay for");
    assertThat(drink(rich, "give", member.toUpperCase(Locale.ROOT), "5").errors())
        .endsWith("capital letters and small ones differ");
  }
}
