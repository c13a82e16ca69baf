package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Remark;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code machine service ID off|on [--reason TEXT]}: takes a machine out of service, or back. */
@Command(
    name = "service",
    description = {
      "Takes a machine out of service, for a reason, or puts it back.",
      "Out of service it takes no orders but those of admins; members' drops that wait for it are"
          + " called off."
    })
final class MachineServiceCommand extends MachineBooksCommand {

  @Parameters(index = "0", paramLabel = "ID", description = "The machine's id or alias.")
  private String id;

  @Parameters(index = "1", paramLabel = "off|on", description = "Whether it is in service.")
  private OnOff state;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why it is out of service, for the audit and for whoever asks.")
  private Optional<String> reason = Optional.empty();

  @Override
  int run(OperatorContext context) {
    if (state.isOn() == reason.isPresent()) {
      throw new UsageException(
          state.isOn()
              ? "--reason: belongs to off only; nothing was changed"
              : "expected --reason with off: say why; nothing was changed");
    }
    MachineView machine = context.machine(id);
    Catalog catalog = context.services().catalog();
    if (state.isOn()) {
      catalog.inService(context.admin(), machine.id()).join();
    } else {
      Remark why = new Remark(reason.orElseThrow());
      catalog.outOfService(context.admin(), machine.id(), why).join();
    }
    context
        .print()
        .done(
            machine.id() + " is " + (state.isOn() ? "in service" : "out of service"),
            "machine",
            machine.id(),
            "in-service",
            state.isOn());
    return ExitCode.WELL;
  }
}
