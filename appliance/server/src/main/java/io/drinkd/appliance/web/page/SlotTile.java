package io.drinkd.appliance.web.page;

import io.drinkd.appliance.machine.Slot;

/**
 * A slot as it is shown: what is in it, what it costs, how many there are, and why it cannot be had
 * if it cannot.
 *
 * @param number as the board counts it
 * @param price whole credits
 * @param state how many, or why not, in words
 * @param few whether it is nearly empty
 * @param link where it is ordered; null if it cannot be had by whoever looks
 * @param off whether nobody can have it now
 */
public record SlotTile(
    int number, String item, long price, String state, boolean few, String link, boolean off) {

  /**
   * @param path the address of its machine
   * @param reachable whether the machine takes orders of whoever looks
   */
  static SlotTile of(Slot slot, String path, boolean reachable, Frame f) {
    boolean there = slot.enabled() && !slot.empty();
    long missing = f.visitor().signedIn() ? f.visitor().missing(slot.price()) : 0;
    boolean dear = missing > 0;
    boolean link = there && reachable && f.visitor().signedIn() && !dear;
    return new SlotTile(
        slot.number(),
        slot.item(),
        slot.price(),
        state(slot, reachable, missing, f.t()),
        there && reachable && !dear && slot.level() == Slot.Level.LOW,
        link ? path + "/slots/" + slot.number() : null,
        !there || !reachable || dear);
  }

  private static String state(Slot slot, boolean reachable, long missing, Texts t) {
    if (!slot.enabled()) {
      return t.text("slot.disabled");
    }
    if (slot.empty()) {
      return t.text("slot.empty");
    }
    String left = t.number(slot.available());
    if (!reachable) {
      return t.text("slot.away", left);
    }
    if (missing > 0) {
      return t.text("slot.dear", t.number(missing));
    }
    return t.text(slot.level() == Slot.Level.LOW ? "slot.few" : "slot.left", left);
  }

  /** How it is coloured. */
  public String css() {
    return off ? "off" : "";
  }
}
