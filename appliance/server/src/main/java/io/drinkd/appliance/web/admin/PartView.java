package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Health;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  static PartView of(Health.Part part, Texts t) {
    boolean wrong = part.state() == Health.State.WRONG;
    boolean missing = part.found().phrase() == Condition.NO_BACKUP;
    return new PartView(
        name(part.name(), t),
        href(part.name()),
        wrong ? "bad" : missing ? "warn" : "good",
        t.text("admin.house." + (wrong ? "wrong" : missing ? "missing" : "fine")),
        why(part.found(), t),
        part.since());
  }

  private static String why(Said<Condition> found, Texts t) {
    return t.text("house.is." + found.phrase().word(), found.values().toArray());
  }

  private static String name(String part, Texts t) {
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

  private static String href(String part) {
    return oneOf(KINDS.get(0), part)
        .map(machine -> "/admin/links/" + Paths.encoded(machine))
        .orElse(part.equals(DOUBTS) ? "/admin/drops" : null);
  }

  /** Whether somebody should do something about it. */
  public boolean todo() {
    return !tone.equals("good");
  }
}
