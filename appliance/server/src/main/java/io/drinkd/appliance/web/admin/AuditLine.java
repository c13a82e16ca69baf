package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Deed;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What an admin or operator has done.
 *
 * @param before the former value, without what has not changed; may be empty
 * @param after the new value; may be empty
 */
public record AuditLine(Instant at, String actor, String what, String before, String after) {

  /**
   * @param machines what people call each machine, by its id
   */
  static AuditLine of(AuditLog.Entry entry, UnaryOperator<String> machines, Texts t) {
    Deed deed = entry.deed();
    return new AuditLine(
        entry.at(),
        Actors.name(entry.actor(), t),
        t.text("audit." + deed.act().phrase().word(), named(deed.act(), machines)),
        shown(changed(deed.before(), deed.after()), t),
        shown(changed(deed.after(), deed.before()), t));
  }

  /** The values of what was done, with the names of machines. */
  private static Object[] named(Said<Act> act, UnaryOperator<String> machines) {
    Object[] values = act.values().toArray();
    switch (act.phrase()) {
      case SLOT, SERVICE, LOG_LEVEL ->
          values[values.length - 1] = machines.apply(act.values().get(values.length - 1));
      default -> {}
    }
    return values;
  }

  /** Those that the other has not at the same place. */
  private static List<Said<Trait>> changed(List<Said<Trait>> traits, List<Said<Trait>> other) {
    if (traits.size() != other.size()) {
      return traits;
    }
    List<Said<Trait>> changed = new ArrayList<>();
    for (int i = 0; i < traits.size(); i++) {
      if (!traits.get(i).equals(other.get(i))) {
        changed.add(traits.get(i));
      }
    }
    return changed;
  }

  private static String shown(List<Said<Trait>> traits, Texts t) {
    return traits.stream().map(trait -> shown(trait, t)).collect(Collectors.joining(", "));
  }

  private static String shown(Said<Trait> trait, Texts t) {
    List<String> values = trait.values();
    String key = "audit.trait." + trait.phrase().word();
    return switch (trait.phrase()) {
      case TEXT, ITEM -> values.get(0);
      case CREDITS, BALANCE -> t.credits(Long.parseLong(values.get(0)));
      case PRICE -> t.price(Long.parseLong(values.get(0)));
      case FLOOR, CARDS, COUNT, FALLEN, HOLDS, LOW ->
          t.text(key, t.number(Long.parseLong(values.get(0))));
      case CLOSED -> t.text(key, t.credits(Long.parseLong(values.get(0))), values.get(1));
      case MERGED -> t.text(key, values.get(0), t.credits(Long.parseLong(values.get(1))));
      default -> t.text(key, values.toArray());
    };
  }
}
