package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.machine.MachineView;
import java.util.Arrays;
import java.util.List;

/**
 * Drops, a page of them, and those in doubt.
 *
 * @param older the address of the next page; null if it is the last
 * @param machines all of them, to choose from
 */
public record DropsView(
    DropSearch search,
    List<DropRecord> drops,
    String older,
    List<InDoubtDrop> doubts,
    List<MachineView> machines) {

  /** The words for all states, to choose from. */
  public static List<String> states() {
    return Arrays.stream(DropState.values()).map(DropState::word).toList();
  }
}
