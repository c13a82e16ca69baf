package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Health;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A part of the house and how it is.
 *
 * @param href the page on which something can be done about it; null if there is none
 * @param tone by which its state is coloured
 * @param state in a word
 * @param why what was found
 */
public record PartView(
    String name, String href, String tone, String state, String why, Instant since) {

  /** What the names of parts begin with of which there are several; the rest names one of them. */
  private static final List<String> KINDS =
      List.of("machine", "listener", "certificate of listener");

  private static final String DOUBTS = "drops in doubt";

  private static final Set<Condition> DOUBTS_FOUND =
      Set.of(Condition.DOUBTS, Condition.DOUBTS_OF_ABSENT, Condition.OWNERLESS);

  /** Which value of what is said of drops in doubt is a machine. */
  private static final int DOUBTS_MACHINE = 2;

  /**
   * @param machines what people call each machine, by its id
   */
  static PartView of(Health.Part part, UnaryOperator<String> machines, Texts t) {
    boolean wrong = part.state() == Health.State.WRONG;
    Condition found = part.found().phrase();
    String state =
        switch (found) {
          case NO_BACKUP -> wrong ? "wrong" : "missing";
          case MACHINE_OUT_OF_SERVICE -> "off";
          default -> wrong ? "wrong" : "fine";
        };
    return new PartView(
        name(part.name(), machines, t),
        href(part),
        wrong ? "bad" : state.equals("fine") ? "good" : "warn",
        t.text("admin.house." + state),
        why(part.found(), machines, t),
        part.since());
  }

  private static String why(Said<Condition> found, UnaryOperator<String> machines, Texts t) {
    List<Object> values = new ArrayList<>(found.values());
    if (DOUBTS_FOUND.contains(found.phrase())) {
      values.set(DOUBTS_MACHINE, machines.apply(values.get(DOUBTS_MACHINE).toString()));
    }
    return t.text("house.is." + found.phrase().word(), values.toArray());
  }

  private static String name(String part, UnaryOperator<String> machines, Texts t) {
    Optional<String> machine = oneOf(KINDS.get(0), part);
    if (machine.isPresent()) {
      return machines.apply(machine.get());
    }
    String key = "house.part.";
    for (String kind : KINDS) {
      Optional<String> one = oneOf(kind, part);
      if (one.isPresent()) {
        return t.text(key + kind.replace(' ', '-'), one.get());
      }
    }
    String own = key + part.replace(' ', '-');
    return t.has(own) ? t.text(own) : part;
  }

  private static Optional<String> oneOf(String kind, String part) {
    return Optional.of(part)
        .filter(name -> name.startsWith(kind + " "))
        .map(name -> name.substring(kind.length() + 1));
  }

  private static String href(Health.Part part) {
    boolean off = part.found().phrase() == Condition.MACHINE_OUT_OF_SERVICE;
    return oneOf(KINDS.get(0), part.name())
        .map(machine -> (off ? "/admin/machines/" : "/admin/links/") + Paths.encoded(machine))
        .orElse(part.name().equals(DOUBTS) ? "/admin/drops" : null);
  }

  /** Whether somebody should do something about it. */
  public boolean todo() {
    return !tone.equals("good");
  }
}
