package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.service.Health.State;
import java.time.Instant;
import java.util.Optional;

/**
 * How one part of the house is found at a look, see {@link Health}.
 *
 * @param part its name, which no other part has, such as {@code books} or {@code machine d}
 * @param needed whether the appliance is not ready without it
 * @param since since when it is so; empty if whoever looked does not know
 * @param found what was found, and what to do if something is wrong
 */
public record Finding(
    String part, State state, boolean needed, Optional<Instant> since, Said<Condition> found) {

  /** All is well with a part that the appliance can do without. */
  public static Finding well(String part, Said<Condition> found) {
    return new Finding(part, State.WELL, false, Optional.empty(), found);
  }

  /** Something is wrong with a part that the appliance can do without. */
  public static Finding wrong(String part, Said<Condition> found) {
    return new Finding(part, State.WRONG, false, Optional.empty(), found);
  }

  /** What was found, in one line of English. */
  public String why() {
    return found.english();
  }

  /** The same of a part that the appliance cannot do without. */
  public Finding ofNeeded() {
    return new Finding(part, state, true, since, found);
  }

  /** The same, and it is so since then. */
  public Finding since(Optional<Instant> then) {
    return new Finding(part, state, needed, then, found);
  }
}
