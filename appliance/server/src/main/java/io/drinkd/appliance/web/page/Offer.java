package io.drinkd.appliance.web.page;

import io.drinkd.appliance.web.exchange.Paths;
import java.util.List;

/**
 * What is about to be bought.
 *
 * @param key by which the drop happens once, however often the form is sent
 * @param delay which delay is chosen, in seconds
 */
public record Offer(MachineCard machine, SlotTile slot, String key, int delay) {

  private static final List<Integer> DELAYS_SECONDS = List.of(0, 10, 20, 30, 60);

  /** The delays to choose from, in seconds. */
  public List<Integer> delays() {
    return DELAYS_SECONDS;
  }

  /** Why it cannot be had, in a few words. */
  public String whyNot() {
    return machine.state().up() ? slot.whyNot() : machine.state().within();
  }

  /** The same at length; empty if there is nothing to add. */
  public String more() {
    return machine.state().up() ? "" : machine.state().reason();
  }

  /** The address of its page. */
  public String path() {
    return machine.path() + "/slots/" + slot.number();
  }

  /** What whoever looks sees of it now, for the address of what is fetched anew later. */
  public String seen() {
    return "?item=" + Paths.encoded(slot.item()) + "&price=" + slot.price();
  }
}
