package io.drinkd.driver;

import java.time.Duration;
import java.util.SortedSet;

/**
 * The configuration of a machine's board.
 *
 * @param machine the machine's id, such as {@code d}
 * @param password the password with which the board logs in
 * @param answerTimeout how long the board may take to answer an order; after that its outcome is
 *     unknown
 * @param guardTime how long after that a late answer is awaited on the same link before the link is
 *     dropped and reconnected
 * @param slots the machine's slot numbers, as the board counts them; an order for any other is
 *     refused
 */
public record BoardSettings(
    String machine,
    Secret password,
    Duration answerTimeout,
    Duration guardTime,
    SortedSet<Integer> slots) {}
