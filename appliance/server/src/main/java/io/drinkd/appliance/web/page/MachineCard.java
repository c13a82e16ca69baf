package io.drinkd.appliance.web.page;

import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.OutOfService;
import io.drinkd.appliance.web.exchange.Paths;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A machine as it is shown to whoever looks.
 *
 * @param temperature null if nothing was measured lately
 */
public record MachineCard(
    String id,
    String name,
    String location,
    State state,
    Temperature temperature,
    List<SlotTile> slots) {

  private static final String FOLDER = "/machines/";

  /**
   * Whether it serves, in words.
   *
   * @param tone by which it is coloured
   * @param reason why it does not; empty if it does
   * @param up whether it takes orders of whoever looks
   */
  public record State(String tone, String word, String reason, boolean up) {

    /** The word as it stands within a sentence. */
    public String within() {
      return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }
  }

  public static MachineCard of(MachineView machine, Frame f) {
    State state = state(machine, f);
    String path = path(machine.id());
    return new MachineCard(
        machine.id(),
        machine.name(),
        machine.location(),
        state,
        Temperature.of(machine, f.t()),
        machine.slots().stream().map(slot -> SlotTile.of(slot, path, state.up(), f)).toList());
  }

  /** The same with what is said of its temperature at length. */
  MachineCard with(Temperature other) {
    return new MachineCard(id, name, location, state, other, slots);
  }

  private static State state(MachineView machine, Frame f) {
    Texts t = f.t();
    boolean up = machine.status() == MachineStatus.UP;
    Optional<OutOfService> off = machine.outOfService();
    if (off.isPresent()) {
      // Admins may try it meanwhile.
      return new State(
          "bad", t.text("state.out-of-service"), off.get().reason(), up && f.visitor().admin());
    }
    String word = machine.status().word();
    return up
        ? new State("good", t.text("state.up"), "", true)
        : new State("warn", t.text("state." + word), t.text("state." + word + ".reason"), false);
  }

  /** The address of a machine's page. */
  public static String path(String id) {
    return FOLDER + Paths.encoded(id);
  }

  /** The address of its page. */
  public String path() {
    return path(id);
  }

  /** Its id, fit for the id of an element. */
  public String key() {
    return Paths.encoded(id);
  }
}
