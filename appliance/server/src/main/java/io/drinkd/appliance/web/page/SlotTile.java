package io.drinkd.appliance.web.page;

import io.drinkd.appliance.machine.Slot;

/**
 * A slot as it is shown: what is in it, what it costs, how many there are, and why it cannot be had
 * if it cannot.
 *
 * @param number as the board counts it
 * @param price whole credits
 * @param state how many, or why not, in words
 * @param lacking that whoever looks has too few credits, and by how many; empty otherwise
 * @param few whether it is nearly empty
 * @param link where it is ordered, by whoever has not signed in after that; null if it cannot be
 *     had
 * @param off whether nobody can have it now
 */
public record SlotTile(
    int number,
    String item,
    long price,
    String state,
    String lacking,
    boolean few,
    String link,
    boolean off) {

  /**
   * @param path the address of its machine
   * @param reachable whether the machine takes orders of whoever looks
   */
  static SlotTile of(Slot slot, String path, boolean reachable, Frame f) {
    boolean there = slot.enabled() && !slot.empty();
    long missing = f.visitor().signedIn() ? f.visitor().missing(slot.price()) : 0;
    boolean dear = missing > 0;
    boolean link = there && reachable && !dear;
    return new SlotTile(
        slot.number(),
        slot.item(),
        slot.price(),
        state(slot, reachable, f.t()),
        there && reachable && dear ? f.t().text("slot.dear", f.t().number(missing)) : "",
        there && reachable && !dear && slot.level() == Slot.Level.LOW,
        link ? path + "/slots/" + slot.number() : null,
        !there || !reachable || dear);
  }

  private static String state(Slot slot, boolean reachable, Texts t) {
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
    return t.text(slot.level() == Slot.Level.LOW ? "slot.few" : "slot.left", left);
  }

  /** Why it cannot be had, in a few words, where its machine serves. */
  public String whyNot() {
    return lacking.isEmpty() ? state : lacking;
  }

  /** How it is coloured. */
  public String css() {
    return off ? "off" : "";
  }
}
