/**
 * What machines' thermometers have measured: by the minute for two weeks, by the hour for ever, in
 * a file of its own beside the books.
 *
 * <p>Nothing waits for it. It has its own file, connection and thread, does not sync at each
 * commit, and what is damaged or cannot be written is no more than a gap in a curve: said once in
 * the log, and never a reason to refuse anybody a drink.
 *
 * <p>It knows machines by their ids only, and nothing of boards, books and members.
 */
package io.drinkd.appliance.reading;
