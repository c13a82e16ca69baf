package io.drinkd.bench;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Each package knows only those below it, as their package-infos say. */
class PackagesTest {

  private static final JavaClasses BENCH =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.drinkd.bench");

  @Test
  void knowOnlyThoseBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.drinkd..")
        .layer("main")
        .definedBy("io.drinkd.bench")
        .layer("cases")
        .definedBy("..bench.cases")
        .layer("setup")
        .definedBy("..bench.setup")
        .layer("report")
        .definedBy("..bench.report")
        .layer("load")
        .definedBy("..bench.load")
        .layer("contender")
        .definedBy("..bench.contender")
        .layer("demo")
        .definedBy("..bench.demo")
        .optionalLayer("server")
        .definedBy("io.drinkd.appliance..")
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cases")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("setup")
        .mayOnlyBeAccessedByLayers("main", "cases")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("main", "cases")
        .whereLayer("load")
        .mayOnlyBeAccessedByLayers("main", "cases", "setup")
        .whereLayer("demo")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("contender")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .check(BENCH);
  }

  @Test
  void haveNoCycles() {
    slices().matching("io.drinkd.bench.(*)..").should().beFreeOfCycles().check(BENCH);
  }
}
