package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files are read by several threads, and nobody can tell. */
class ManyMachinesTest {

  private static final int MANY = 300;

  @TempDir private Path temporary;
  private ConfigurationFolder conf;

  @BeforeEach
  void writeMachines() {
    conf = new ConfigurationFolder(temporary);
    for (int i = 0; i < MANY; i++) {
      conf.write(
          file(i),
          ConfigurationFolder.MACHINE
              .replace("aliases: [bigdrink]", "aliases: [alias" + i + "]")
              .replace("Big Drink", "Machine " + i)
              .replace("4343", String.valueOf(10_000 + i)));
    }
  }

  private static String file(int number) {
    return String.format(Locale.ROOT, "machines/m%03d.yaml", number);
  }

  @Test
  void areInTheOrderOfTheirIds() {
    List<MachineSettings> machines = conf.read().machines();

    assertThat(machines).extracting(MachineSettings::id).isSorted().hasSize(MANY + 1);
    assertThat(machines.subList(1, MANY + 1))
        .extracting(MachineSettings::name)
        .isEqualTo(IntStream.range(0, MANY).mapToObj(i -> "Machine " + i).toList());
  }

  @Test
  void haveTheirMistakesInTheSameOrder() {
    conf.edit(file(299), "price: 50", "price: much");
    conf.edit(file(290), "alias290", "alias0");
    conf.edit(file(1), "count: 24", "count: some");

    SettingsException refused = catchThrowableOfType(SettingsException.class, conf::read);

    assertThat(refused.errors())
        .extracting(error -> error.file().getFileName() + " " + error.key())
        .containsExactly(
            "m001.yaml slots[1].count", "m290.yaml aliases", "m299.yaml slots[1].price");
  }

  @Test
  void haveTheMistakesOfWhatTheyHaveInCommonEach() {
    for (int i = 100; i < 110; i++) {
      conf.edit(file(i), "price: 50", "price: much");
    }

    SettingsException refused = catchThrowableOfType(SettingsException.class, conf::read);

    assertThat(refused.errors())
        .extracting(error -> error.file().getFileName() + " " + error.key())
        .containsExactlyElementsOf(
            IntStream.range(100, 110).mapToObj(i -> "m" + i + ".yaml slots[1].price").toList());
  }

  @Test
  void haveSlotsOfTheirOwn() {
    String more = "count: 24 }\n  - { slot: 2, item: Tea, price: 50, count: 12 }";
    conf.edit(file(7), "count: 24 }", more);
    conf.edit(file(9), "count: 24 }", more.replace("Tea", "Water"));

    List<MachineSettings> machines = conf.read().machines();

    assertThat(machines.get(8).slots())
        .extracting(SlotSettings::item)
        .containsExactly("Coke", "Tea");
    assertThat(machines.get(9).slots()).extracting(SlotSettings::item).containsExactly("Coke");
    assertThat(machines.get(10).slots())
        .extracting(SlotSettings::item)
        .containsExactly("Coke", "Water");
  }
}
