package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The machines by their names: those for which this appliance has files, and those of other
 * appliances for which it has none. Safe for threads.
 */
final class MachineRegister {

  /** Those without a file, by id. Guarded by this. */
  private final Map<String, Machine> foreign = new TreeMap<>();

  private volatile List<Machine> own = List.of();

  /** Replaced as a whole, so that a reader sees one configuration. */
  private volatile Map<String, Machine> byId = Map.of();

  private volatile Map<String, Machine> byIdOrAlias = Map.of();

  /** From now on these are those with files. */
  synchronized void set(List<Machine> machines) {
    machines.forEach(machine -> foreign.remove(machine.id()));
    own = List.copyOf(machines);
    List<Machine> all = new ArrayList<>(foreign.values());
    all.addAll(own);
    Map<String, Machine> ids = new TreeMap<>();
    Map<String, Machine> names = new HashMap<>();
    for (Machine machine : all) {
      ids.put(machine.id(), machine);
      names.put(machine.id(), machine);
      machine.settings().aliases().forEach(alias -> names.putIfAbsent(alias, machine));
    }
    // An id comes before an alias, and a file before what others say.
    own.forEach(machine -> machine.settings().aliases().forEach(name -> names.put(name, machine)));
    all.forEach(machine -> names.put(machine.id(), machine));
    byId = ids;
    byIdOrAlias = names;
  }

  /**
   * Takes in a machine of another appliance, or its other settings.
   *
   * @param made makes the machine, if it was not known
   */
  synchronized void show(
      MachineSettings settings, List<StoredSlot> listed, Supplier<Machine> made) {
    Machine known = byId.get(settings.id());
    if (known == null) {
      foreign.put(settings.id(), made.get());
      set(own);
    } else if (foreign.containsKey(settings.id()) && !known.settings().equals(settings)) {
      known.change(settings, listed);
      set(own);
    }
  }

  /** All of them, by id. */
  Collection<Machine> all() {
    return byId.values();
  }

  /** Those with files. */
  List<Machine> own() {
    return own;
  }

  Optional<Machine> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Machine> find(String idOrAlias) {
    return Optional.ofNullable(byIdOrAlias.get(idOrAlias));
  }
}
