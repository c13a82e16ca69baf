package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Slot;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What people call drinks: the number of a slot, the name of what is in it, or how the name or a
 * word of it begins, whatever the case. The member's program {@code drink} goes by the same rule;
 * the table {@code names/drinks.txt} among the resources of the tests holds both to it.
 */
final class DrinkNames {

  /** Fewer could be the short id of a machine, behind which somebody forgot the slot. */
  private static final int LETTERS_MIN = 3;

  private DrinkNames() {}

  /**
   * The slots that are meant: one, or all that have the same drink.
   *
   * @param machine the id by which a refusal names it
   * @throws RefusedException {@link Refusal#NO_SUCH_SLOT} if there is none, or it could be one of
   *     several drinks
   */
  static List<Slot> find(String machine, List<Slot> slots, String word) {
    if (word.matches("[0-9]{1,9}")) {
      long number = Long.parseLong(word);
      return required(
          slots.stream().filter(slot -> slot.number() == number).toList(), machine, "slot " + word);
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    boolean isEnough = wanted.length() >= LETTERS_MIN;
    List<Predicate<String>> ways =
        List.of(
            wanted::equals,
            item -> isEnough && item.startsWith(wanted),
            item -> isEnough && item.contains(" " + wanted));
    for (Predicate<String> way : ways) {
      List<Slot> found =
          slots.stream().filter(slot -> way.test(slot.item().toLowerCase(Locale.ROOT))).toList();
      if (!found.isEmpty()) {
        return same(found, word);
      }
    }
    String least = isEnough ? "" : "; three letters of a name are needed, or a slot's number";
    throw none(machine, "drink " + Printable.quoted(word) + least);
  }

  private static List<Slot> same(List<Slot> found, String word) {
    List<String> items = found.stream().map(Slot::item).distinct().toList();
    if (items.size() > 1) {
      throw new RefusedException(
          Refusal.NO_SUCH_SLOT,
          Printable.quoted(word)
              + " could be one of: "
              + items.stream().collect(Collectors.joining(", ")));
    }
    return found;
  }

  private static List<Slot> required(List<Slot> found, String machine, String what) {
    if (found.isEmpty()) {
      throw none(machine, what);
    }
    return found;
  }

  private static RefusedException none(String machine, String what) {
    return new RefusedException(Refusal.NO_SUCH_SLOT, "machine " + machine + " has no " + what);
  }
}
