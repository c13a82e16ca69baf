package io.drinkd.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.drinkd.client.failure.ExitCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each package knows only those below it, and none knows the server. */
class PackagesTest {

  private static final String[] ORDER = {
    "failure", "wire", "line", "settings", "session", "command", "shell"
  };

  private static final JavaClasses CLIENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.drinkd.client");

  @Test
  void knowOnlyThoseBelowThem() {
    var layers = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.drinkd..");
    layers = layers.layer("main").definedBy("io.drinkd.client");
    for (String name : ORDER) {
      layers = layers.layer(name).definedBy("io.drinkd.client." + name);
    }
    layers = layers.whereLayer("main").mayNotBeAccessedByAnyLayer();
    layers = layers.layer("manual").definedBy("io.drinkd.client.manual");
    layers = layers.whereLayer("manual").mayNotBeAccessedByAnyLayer();
    for (int i = 0; i < ORDER.length; i++) {
      String[] above = Arrays.copyOfRange(ORDER, i + 1, ORDER.length + 2);
      above[above.length - 2] = "main";
      above[above.length - 1] = "manual";
      layers = layers.whereLayer(ORDER[i]).mayOnlyBeAccessedByLayers(above);
    }
    layers.check(CLIENT);
  }

  @Test
  void haveNoCycles() {
    slices().matching("io.drinkd.client.(*)..").should().beFreeOfCycles().check(CLIENT);
  }

  @Test
  void knowNothingOfTheServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.drinkd.appliance..", "io.drinkd.driver..")
        .check(CLIENT);
  }

  /** Scripts rely on them. */
  @Test
  void exitCodesStayWhatTheyAre() {
    assertThat(ExitCode.values())
        .extracting(code -> code.number() + " " + code.word())
        .containsExactly(
            "0 done",
            "1 failed",
            "2 usage",
            "3 poor",
            "4 empty",
            "5 away",
            "6 in-doubt",
            "7 not-logged-in",
            "8 no-connection",
            "9 unknown",
            "10 denied",
            "11 not-found",
            "12 disabled",
            "13 busy",
            "14 cancelled",
            "15 unsupported",
            "16 not-ready",
            "17 not-trusted",
            "130 interrupted");
  }
}
