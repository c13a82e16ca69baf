package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.web.page.DropStates;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Drops, a page of them, and those in doubt.
 *
 * @param older the address of the next page; null if it is the last
 * @param machines all of them, to choose from
 * @param names what people call a machine, by its id
 */
public record DropsView(
    DropSearch search,
    List<DropRecord> drops,
    String older,
    List<InDoubtDrop> doubts,
    List<MachineView> machines,
    UnaryOperator<String> names) {

  /** The words for all states, to choose from. */
  public static List<String> states() {
    return Stream.concat(
            Arrays.stream(DropState.values()).map(DropState::word), Stream.of(DropStates.PAID_BACK))
        .toList();
  }
}
