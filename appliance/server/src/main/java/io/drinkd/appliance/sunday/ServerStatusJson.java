package io.drinkd.appliance.sunday;

import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.MachineView;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which machines are connected, as the web pages of the old servers read it: they offer no drinks
 * of the others, so one that is out of service counts as not connected.
 */
record ServerStatusJson(Collection<? extends MachineView> machines) {

  /** The object alone. */
  String withoutOpcode() {
    return "{" + members() + "}";
  }

  /** The object with its last word, by which its readers know that all is well. */
  String withOpcode() {
    return "{" + members() + ",\"opcode\":\"OK\"}";
  }

  private String members() {
    return machines.stream()
        .map(ServerStatusJson::machine)
        .collect(Collectors.joining(",", "\"machines\":[", "]"));
  }

  private static String machine(MachineView machine) {
    return String.format(
        Locale.ROOT,
        "{\"machine_name\":%s,\"connected\":%s}",
        quoted(machine.name()),
        machine.state().equals(MachineStatus.UP.word()));
  }

  /** A machine's name has no control characters; what is left to be escaped are these two. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
