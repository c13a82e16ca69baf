package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.End;
import io.drinkd.appliance.drop.DropState;
import java.util.List;
import java.util.Optional;

/**
 * A drop, for whoever decides about it.
 *
 * @param said what the board was sent and sent before it came in doubt; empty if it is not
 * @param machine what people call its machine
 * @param known whether its member is still one
 * @param key by which it is paid back once, however often the form is sent
 */
public record DropView(
    DropHistory found, List<String> said, String machine, boolean known, String key) {

  public DropRecord drop() {
    return found.drop();
  }

  public boolean inDoubt() {
    return drop().state() == DropState.IN_DOUBT;
  }

  /** Why it ended, where that is not plain: what a board says of a drink that fell is only that. */
  public Optional<String> why() {
    boolean plain = drop().state() == DropState.DROPPED && found.steps().isEmpty();
    return drop().course().end().filter(end -> !plain).map(End::reason);
  }

  /** Whether it may have been paid for nothing. */
  public boolean refundable() {
    return drop().state() == DropState.DROPPED && drop().price() > 0 && found.refund().isEmpty();
  }
}
