package io.drinkd.appliance.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.drinkd.appliance.store.FileFailure;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The operator's door reaches the house only through its services; for the other doors see {@link
 * PackageLevelsTest}.
 */
class OperatorDoorTest {

  private static final String ROOT = "io.drinkd.appliance.";

  /** Values that services take and return; they decide nothing. */
  private static final Set<String> VALUES =
      Set.of(
          ROOT + "config.PlainDecimal",
          ROOT + "drop.BooksVerifier$Findings",
          ROOT + "audit.AuditLog$Entry",
          ROOT + "audit.AuditLog$Filter",
          ROOT + "drop.DropRecords$Course",
          ROOT + "drop.DropRecords$DropHistory",
          ROOT + "drop.DropRecords$DropRecord",
          ROOT + "drop.DropRecords$End",
          ROOT + "drop.DropRecords$Filter",
          ROOT + "drop.DropRecords$Place",
          ROOT + "drop.DropRecords$Step",
          ROOT + "drop.DropReports$DropTotals",
          ROOT + "drop.DropReports$IncomeTotals",
          ROOT + "drop.DropReports$StockTotals",
          ROOT + "drop.DropState",
          ROOT + "drop.InDoubtDrops$Decision",
          ROOT + "drop.InDoubtDrops$InDoubtDrop",
          ROOT + "drop.LastEntries",
          ROOT + "drop.LastEntries$Entry",
          ROOT + "drop.OwnerlessDrops$OwnerlessDrop",
          ROOT + "drop.Refunds$Refunded",
          ROOT + "ledger.Balance",
          ROOT + "ledger.Entry",
          ROOT + "machine.BoardReadings",
          ROOT + "machine.BoardReadings$Reported",
          ROOT + "machine.LinkFacts",
          ROOT + "machine.LinkFacts$Counts",
          ROOT + "machine.LinkWatch",
          ROOT + "machine.MachineStatus",
          ROOT + "machine.MachineView",
          ROOT + "machine.Slot",
          ROOT + "machine.Slot$Level",
          ROOT + "machine.StockLimits",
          ROOT + "machine.Temperature",
          ROOT + "machine.TrafficLine",
          ROOT + "member.MemberEdit",
          ROOT + "member.MemberImport$Mistake",
          ROOT + "member.MemberRecord",
          ROOT + "member.NewMember",
          ROOT + "reading.Reading",
          ROOT + "store.FileFailure",
          ROOT + "store.OwnerOnly",
          ROOT + "store.StoreException",
          ROOT + "store.StoreException$Kind");

  @Test
  void usesServicesAndValuesOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "(*)..")
                .and(DescribedPredicate.not(resideInAPackage(ROOT + "control..")))
                .and(DescribedPredicate.not(resideInAPackage(ROOT + "service..")))
                .and(DescribedPredicate.not(resideInAPackage(ROOT + "failure..")))
                .and(
                    DescribedPredicate.not(
                        DescribedPredicate.<JavaClass>describe(
                            "values of the services", type -> VALUES.contains(type.getName())))))
        .because("a rule that an operator's command decides is one that other doors do not have")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT + "control"));
  }

  /** What a call on the running appliance loads, it loads each time. */
  @Test
  void aCallNeedsNothingButJavasBase() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.not(
                resideInAnyPackage(
                        ROOT + "control.call",
                        "java.io",
                        "java.lang..",
                        "java.net",
                        "java.nio..",
                        "java.util")
                    .or(belongToAnyOf(FileFailure.class))))
        .because("an operator's command is to take little longer than an empty program")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT + "control.call"));
  }
}
