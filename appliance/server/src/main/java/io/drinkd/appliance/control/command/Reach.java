package io.drinkd.appliance.control.command;

import io.drinkd.appliance.service.Bank;
import io.drinkd.appliance.service.Services;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command can work on.
 *
 * @param running whether a running appliance carries the command out
 * @param opened the services of the running appliance, or of the books alone; empty if nobody has
 *     the books open
 * @param drivers the drivers; empty if the configuration names no folder of them
 * @param closedBooks the folder of the books, for a command that works on their files
 * @param bank the bank, for a command that works on it as a whole
 */
record Reach(
    boolean running,
    Optional<Services> opened,
    Optional<Drivers> drivers,
    Optional<Path> closedBooks,
    Optional<Bank> bank) {}
