package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import java.util.Optional;

/**
 * How a drop ends.
 *
 * @param state one that nothing may follow
 * @param actor who says so
 * @param reason why
 * @param answer what whoever asked for it is answered now, and whenever that is asked for again;
 *     empty if nobody is, or it cannot be asked for again
 */
record DropEnd(DropState state, String actor, String reason, Optional<Kind> answer) {

  /** One that is no answer: whoever asks again is answered by the state. */
  DropEnd(DropState state, String actor, String reason) {
    this(state, actor, reason, Optional.empty());
  }

  /** That it was called off, of which nobody but the appliance itself says so. */
  static DropEnd cancelled(String reason, Optional<Kind> answer) {
    return new DropEnd(DropState.CANCELLED, DropStore.SYSTEM, reason, answer);
  }
}
