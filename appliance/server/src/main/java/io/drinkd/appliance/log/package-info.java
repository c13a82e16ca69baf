/**
 * The way of a log line from whoever logs it to log4j's appenders: bounded, and never waited for.
 *
 * <p>Two bounds stand before the appenders, whatever {@code log4j2.xml} says. Lines of one kind are
 * limited in their rate, and so are those of one member, so that nobody can fill the disk; what is
 * suppressed is counted. And lines wait in a queue for one thread that writes them, so that whoever
 * logs never waits for a disk, a pipe or a terminal; what does not fit is counted and dropped. What
 * must not be lost is not left to the log: the audit is in the books.
 *
 * <p>It knows nothing of what the lines say.
 */
package io.drinkd.appliance.log;
