package io.drinkd.appliance.machine;

import java.util.Optional;

/**
 * What is shown of a machine that this appliance does not have: what the one says that has it, and
 * nothing that was true here once.
 *
 * @param appliance the name of the one that has it; empty if none has, or it is not known yet
 * @param status that of its board
 * @param reason why
 * @param address that of the board, as the other appliance sees it
 * @param link how its link is there
 * @param awaited what has to come if it is down
 */
record Elsewhere(
    Optional<String> appliance,
    MachineStatus status,
    String reason,
    Optional<String> address,
    LinkFacts link,
    Awaited awaited) {}
