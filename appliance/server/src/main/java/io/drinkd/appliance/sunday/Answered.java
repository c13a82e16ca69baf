package io.drinkd.appliance.sunday;

import java.util.Optional;
import org.apache.mina.filter.FilterEvent;

/**
 * The result of a request that was not answered at once.
 *
 * @param login whether the request was a login verb, see {@link AuthFilter}
 * @param slot where the result is kept if the request was handled ahead of its turn
 */
record Answered(CommandResult result, boolean login, Optional<ReplySlot> slot)
    implements FilterEvent {}
