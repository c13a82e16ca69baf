package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Machine;
import io.drinkd.client.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code machines}: which there are, and whether they work. */
final class MachinesCommand extends Subcommand {

  MachinesCommand() {
    super("machines", "", 0, 0, "list the machines, and whether they are connected");
  }

  @Override
  public void run(Invocation invocation) {
    Session session = invocation.session();
    List<Machine> machines =
        session
            .repeated(session::machines)
            .orElseThrow(
                () ->
                    new FailedException(
                        ExitCode.UNSUPPORTED, "this server does not list its machines"));
    Output out = invocation.out();
    List<String> lines = new ArrayList<>();
    List<Object> objects = new ArrayList<>();
    for (Machine machine : machines) {
      Output.Colour colour = machine.up() ? Output.Colour.GOOD : Output.Colour.BAD;
      lines.add(machine.id() + "  " + machine.name() + "  " + out.paint(colour, machine.state()));
      objects.add(Map.of("id", machine.id(), "name", machine.name(), "status", machine.status()));
    }
    out.show(String.join("\n", lines), Map.of("machines", objects));
  }
}
