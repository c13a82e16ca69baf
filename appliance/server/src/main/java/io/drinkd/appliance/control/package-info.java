/**
 * How an operator's command reaches the books: a running appliance carries it out; if none runs,
 * the command's own process opens the books.
 *
 * <p>The data folder belongs to one process at a time, which a lock file ensures. A running
 * appliance listens on a Unix-domain socket: in the folder's {@code control}, which only its owner
 * may enter, or where the configuration puts it, for the group of that folder. So whoever can
 * connect may do all that an operator may. The kernel says which user that is, for the audit; a
 * command whose user is not known is refused.
 *
 * <p>This package listens, and carries output, questions and an exit code back; it does not know
 * what any command does. The other end of the connection is {@link
 * io.drinkd.appliance.control.call}, the commands are {@link io.drinkd.appliance.control.command},
 * and what they print is formed by {@link io.drinkd.appliance.control.output}.
 */
package io.drinkd.appliance.control;
