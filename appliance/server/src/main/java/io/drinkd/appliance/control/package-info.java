/**
 * How an operator's command reaches the books: a running appliance carries it out; if none runs,
 * the command's own process opens the books.
 *
 * <p>The data folder belongs to one process at a time, which holds a lock on a file in it. A
 * running appliance listens on a Unix-domain socket in the subfolder {@code control}, which only
 * its owner may enter, so whoever can connect may do all that an operator may. This package carries
 * a command line and a password there, and output and an exit code back; it does not know what any
 * command does.
 */
package io.drinkd.appliance.control;
