package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import java.util.Optional;

/**
 * How a drop ends.
 *
 * @param state one that nothing may follow
 * @param actor who says so
 * @param payer by whom it is charged in the ledger, if it is: the member who asked for it, if that
 *     is known where the board says that it fell; else who says so
 * @param reason why
 * @param answer what whoever asked for it is answered now, and whenever that is asked for again;
 *     empty if nobody is, or it cannot be asked for again
 */
record DropEnd(DropState state, String actor, String payer, String reason, Optional<Kind> answer) {

  /** One that is no answer: whoever asks again is answered by the state. */
  DropEnd(DropState state, String actor, String reason) {
    this(state, actor, actor, reason, Optional.empty());
  }

  /** The same of one that was in doubt, and is not charged. */
  DropEnd refunded() {
    return new DropEnd(DropState.REFUNDED, actor, payer, reason, answer);
  }
}
