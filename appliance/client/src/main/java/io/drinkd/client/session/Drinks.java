package io.drinkd.client.session;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds a slot by its number or by the name of what it holds. */
public final class Drinks {

  /** Fewer could be the short id of a machine, behind which somebody forgot the slot. */
  private static final int LETTERS_MIN = 3;

  private Drinks() {}

  /**
   * The slot that somebody means: by number, by the whole name, or by how it or a word of it
   * begins. Of several with the same drink, one from which it can fall.
   *
   * @throws FailedException if there is none, or it could be several
   */
  public static Slot find(List<Slot> slots, String word) {
    if (word.matches("[0-9]{1,9}")) {
      long number = Long.parseLong(word);
      return slots.stream()
          .filter(slot -> slot.number() == number)
          .findFirst()
          .orElseThrow(() -> none("slot " + number));
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    List<Predicate<String>> ways =
        List.of(
            wanted::equals,
            item -> isEnough(wanted) && item.startsWith(wanted),
            item -> isEnough(wanted) && item.contains(" " + wanted));
    for (Predicate<String> way : ways) {
      List<Slot> found =
          slots.stream().filter(slot -> way.test(slot.item().toLowerCase(Locale.ROOT))).toList();
      if (!found.isEmpty()) {
        return only(found, word);
      }
    }
    if (!isEnough(wanted)) {
      throw FailedException.usage(
          "\"" + word + "\" is too short; name the drink, by three letters at least, or its slot");
    }
    throw none("drink \"" + word + "\"");
  }

  private static boolean isEnough(String wanted) {
    return wanted.length() >= LETTERS_MIN;
  }

  private static Slot only(List<Slot> found, String word) {
    List<String> items = found.stream().map(Slot::item).distinct().toList();
    if (items.size() > 1) {
      String all = items.stream().collect(Collectors.joining(", "));
      throw FailedException.usage("\"" + word + "\" could be one of: " + all);
    }
    return found.stream().filter(Slot::droppable).findFirst().orElse(found.get(0));
  }

  private static FailedException none(String what) {
    return new FailedException(ExitCode.NOT_FOUND, "there is no " + what + " in this machine");
  }
}
