package io.drinkd.appliance.control.command;

import io.drinkd.appliance.service.Admin;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * What a {@link ClosedBooksCommand} works with.
 *
 * @param dataFolder the folder of the books, which this process has to itself
 * @param admin the operator's claim to do what admins may
 * @param workingFolder the operator's, which relative file names are resolved against
 * @param out takes the command's output
 */
record ClosedBooks(Path dataFolder, Admin admin, Path workingFolder, PrintWriter out) {}
