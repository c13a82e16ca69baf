package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code machine stock [ID]}: what is in the slots, and what wants to be filled. */
@Command(
    name = "stock",
    description = "Lists what is in the slots of all machines, or of one, and what is low or out.")
final class MachineStockCommand extends MachineBooksCommand {

  private record Row(MachineView machine, Slot slot) {}

  private static final Table<Row> TABLE =
      Table.<Row>of()
          .column("machine", row -> row.machine().id())
          .column("slot", row -> row.slot().number())
          .column("count", row -> row.slot().available())
          .column("capacity", row -> row.slot().limits().capacity())
          .detail("low", row -> row.slot().limits().low())
          .column("stock", row -> row.slot().level())
          .column("enabled", row -> row.slot().enabled())
          .column("price", row -> row.slot().price())
          .column("item", row -> row.slot().item());

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Only this machine, by its id or alias.")
  private Optional<String> id = Optional.empty();

  @Override
  int run(OperatorContext context) {
    Stream<? extends MachineView> machines =
        id.map(one -> Stream.<MachineView>of(context.machine(one)))
            .orElseGet(() -> context.services().catalog().all().stream().map(one -> one));
    List<Row> rows =
        machines
            .flatMap(machine -> machine.slots().stream().map(slot -> new Row(machine, slot)))
            .toList();
    context.print().list(TABLE, rows::forEach);
    return ExitCode.WELL;
  }
}
