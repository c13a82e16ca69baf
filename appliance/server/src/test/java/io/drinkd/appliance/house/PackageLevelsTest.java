package io.drinkd.appliance.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.drinkd.appliance.drop.AccountHistory;
import io.drinkd.appliance.drop.DropRecords;
import io.drinkd.appliance.drop.DropReports;
import io.drinkd.appliance.drop.DropResult;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.drop.InDoubtDrops;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.drop.Refunds;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Transfer;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.service.Foundation;
import io.drinkd.appliance.service.Operator;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which package may import which, and what nobody may use. */
class PackageLevelsTest {

  static final String ROOT = "io.drinkd.appliance";

  /** Lowest first; a package imports only from levels below its own. */
  static final List<List<String>> LEVELS =
      List.of(
          List.of("io.drinkd.driver", ROOT + ".store", ROOT + ".failure", ROOT + ".metric"),
          List.of(
              ROOT + ".config",
              ROOT + ".plugin",
              ROOT + ".ledger",
              ROOT + ".credential",
              ROOT + ".audit",
              ROOT + ".event",
              ROOT + ".log"),
          List.of(ROOT + ".machine", ROOT + ".member", ROOT + ".door", ROOT + ".reading"),
          List.of(ROOT + ".drop", ROOT + ".directory", ROOT + ".net", ROOT + ".http"),
          List.of(ROOT + ".service"),
          List.of(
              ROOT + ".sunday",
              ROOT + ".echo",
              ROOT + ".telnet",
              ROOT + ".finger",
              ROOT + ".metrics",
              ROOT + ".web",
              ROOT + ".control"),
          List.of(ROOT));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("testkit"))
          .importPackages("io.drinkd");

  @Test
  void everyPackageHasItsLevel() {
    assertThat(packages())
        .filteredOn(name -> house(name).isEmpty())
        .as("packages without a level: give them one in PackageLevelsTest and in README.md")
        .isEmpty();
  }

  @Test
  void packagesImportOnlyFromLevelsBelow() {
    List<String> upward =
        CLASSES.stream()
            .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
            .filter(PackageLevelsTest::isUpward)
            .map(Dependency::getDescription)
            .toList();

    assertThat(upward)
        .as("imports from the same level or above: move the class, or hand over an interface")
        .isEmpty();
  }

  private static Set<String> packages() {
    return CLASSES.stream().map(JavaClass::getPackageName).collect(toCollection(TreeSet::new));
  }

  private static boolean isUpward(Dependency dependency) {
    Optional<String> from = house(dependency.getOriginClass().getPackageName());
    Optional<String> to = house(dependency.getTargetClass().getPackageName());
    if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
      return false;
    }
    return level(to.get()) >= level(from.get());
  }

  /** The listed package that a package is or lies in; the root has no packages of its own. */
  private static Optional<String> house(String name) {
    return LEVELS.stream()
        .flatMap(List::stream)
        .filter(
            listed -> name.equals(listed) || !listed.equals(ROOT) && name.startsWith(listed + "."))
        .findFirst();
  }

  private static int level(String house) {
    int level = 0;
    while (!LEVELS.get(level).contains(house)) {
      level++;
    }
    return level;
  }

  /** The packages that members come in by; operators come in by the one that is left out. */
  private static String[] doors() {
    return LEVELS.get(level(ROOT + ".control")).stream()
        .filter(name -> !name.equals(ROOT + ".control"))
        .map(name -> name + "..")
        .toArray(String[]::new);
  }

  private static final Class<?>[] VALUES = {
    Entry.class,
    Balance.class,
    Transfer.Kind.class,
    DropResult.class,
    DropState.class,
    InDoubtDrops.InDoubtDrop.class,
    Decision.class,
    DropRecords.DropRecord.class,
    DropRecords.DropHistory.class,
    DropRecords.Place.class,
    DropRecords.Course.class,
    DropRecords.End.class,
    DropRecords.Step.class,
    DropRecords.Filter.class,
    DropReports.DropTotals.class,
    DropReports.Honour.class,
    DropReports.IncomeTotals.class,
    DropReports.StockTotals.class,
    AccountHistory.Part.class,
    Refunds.Refunded.class
  };

  /** Doors ask the services and nothing below them, but for values; for control's see its test. */
  @Test
  void doorsAskTheServicesOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(doors())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + ".store..", ROOT + ".ledger..", ROOT + ".drop..")
                .and(not(belongToAnyOf(VALUES))))
        .orShould()
        .dependOnClassesThat(
            belongToAnyOf(
                Members.class, Machines.class, Machine.class, Foundation.class, Operator.class))
        .because("a rule of the house stands once: ask a service, or add an operation to one")
        .check(CLASSES);
  }

  @Test
  void onePackageKnowsHowStagesWrapWhatTheyFailWith() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".store..")
        .should()
        .dependOnClassesThat(belongToAnyOf(CompletionException.class))
        .because("StageFailure takes the wrapping off, and refusals are never wrapped by hand")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.drinkd.(**)")
        .should()
        .beFreeOfCycles()
        .because("what needs each other belongs together, or one of them needs an interface")
        .check(CLASSES);
  }

  @Test
  void packagesAreNamedForWhatTheyAreAbout() {
    List<String> empty = List.of("impl", "util", "utils", "helper", "helpers", "common", "misc");

    assertThat(packages())
        .filteredOn(name -> Arrays.stream(name.split("\\.")).anyMatch(empty::contains))
        .as("packages whose names say nothing: name them for what they are about")
        .isEmpty();
  }

  @Test
  void nothingIsReadByJavasDeserialization() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.mina.filter.codec.serialization.."))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .orShould()
        .callMethodWhere(
            target(nameMatching("getObject|putObject"))
                .and(target(owner(assignableTo("org.apache.mina.core.buffer.IoBuffer")))))
        .because("whoever sends bytes would choose the classes: write a codec over bytes")
        .check(CLASSES);
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class)
        .because("a sleeping thread is one that cannot be stopped: use Timers")
        .check(CLASSES);
  }

  @Test
  void nothingUnboundedStandsBeforeTheCommands() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.mina.filter.executor.."))
        .because(
            "MINA's executor filter lets the end of input overtake requests, and its queues have no"
                + " bound for each session: answer on the I/O thread, or count what is in flight")
        .check(CLASSES);
  }

  @Test
  void levelsAreThoseOfTheTable() {
    Map<String, Integer> some =
        Map.of("io.drinkd.driver.link", 0, ROOT + ".control.command", 5, ROOT, 6);

    some.forEach((name, level) -> assertThat(level(house(name).orElseThrow())).isEqualTo(level));
    assertThat(house(ROOT + ".somewhere")).isEmpty();
  }
}
