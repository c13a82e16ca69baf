package io.drinkd.client.command;

import io.drinkd.client.session.Machine;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code ls [MACHINE]}: what there is to drink. */
final class LsCommand extends Subcommand {

  LsCommand() {
    super("ls", "[MACHINE]", 0, 1, "list the drinks of a machine, or of all machines");
  }

  /** A machine with what is in it; its name and status are unknown at old servers. */
  private record Listed(String id, Optional<Machine> machine, List<Slot> slots) {}

  @Override
  public void run(Invocation invocation) {
    Session session = invocation.session();
    List<Listed> all = session.repeated(() -> list(session, invocation.word(0)));
    List<Object> machines = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Listed one : all) {
      machines.add(json(one));
      lines.add(text(one, invocation.out()));
    }
    invocation.out().show(String.join("\n", lines), Map.of("machines", machines));
  }

  private static List<Listed> list(Session session, Optional<String> word) {
    Optional<List<Machine>> machines = session.machines();
    Optional<String> before = session.selected();
    Optional<String> one = word.or(() -> before).or(session.server()::machine);
    List<Listed> listed = new ArrayList<>();
    if (one.isPresent() || machines.isEmpty()) {
      // A server that does not list them may have selected one by itself.
      String id = one.isPresent() ? session.select(one) : "";
      // By an alias it is found by its name.
      Optional<Machine> found =
          named(machines, id).or(() -> named(machines, session.machineName()));
      listed.add(new Listed(found.map(Machine::id).orElse(id), found, session.slots()));
      return listed;
    }
    for (Machine machine : machines.get()) {
      session.select(Optional.of(machine.id()));
      listed.add(new Listed(machine.id(), Optional.of(machine), session.slots()));
    }
    session.unselect();
    return listed;
  }

  private static Optional<Machine> named(Optional<List<Machine>> machines, String id) {
    return machines.stream()
        .flatMap(List::stream)
        .filter(machine -> machine.id().equals(id) || machine.name().equals(id))
        .findFirst();
  }

  private static String text(Listed listed, Output out) {
    List<String> lines = new ArrayList<>();
    listed
        .machine()
        .ifPresent(
            machine -> {
              String status =
                  machine.up() ? "" : "  " + out.paint(Output.Colour.BAD, machine.state());
              lines.add(machine.id() + "  " + machine.name() + status);
            });
    int widest = listed.slots().stream().mapToInt(slot -> slot.item().length()).max().orElse(0);
    for (Slot slot : listed.slots()) {
      String line =
          String.format(
              Locale.ROOT,
              "%4d  %-" + Math.max(widest, 1) + "s %6s  %s",
              slot.number(),
              slot.item(),
              slot.price() == 0 ? "free" : slot.price(),
              state(slot));
      lines.add(slot.droppable() ? line : out.paint(Output.Colour.FAINT, line));
    }
    return String.join("\n", lines);
  }

  private static String state(Slot slot) {
    if (!slot.enabled()) {
      return "not on sale";
    }
    return slot.available() > 0 ? slot.available() + " left" : "empty";
  }

  private static Map<String, Object> json(Listed listed) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", listed.id().isEmpty() ? null : listed.id());
    object.put("name", listed.machine().map(Machine::name).orElse(null));
    object.put("status", listed.machine().map(Machine::status).orElse(null));
    List<Object> slots = new ArrayList<>();
    for (Slot slot : listed.slots()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("slot", slot.number());
      row.put("item", slot.item());
      row.put("price", slot.price());
      row.put("available", slot.available());
      row.put("enabled", slot.enabled());
      slots.add(row);
    }
    object.put("slots", slots);
    return object;
  }
}
