package io.drinkd.driver;

import java.time.Duration;
import java.util.SortedSet;

/**
 * What the configuration says about a machine's board.
 *
 * @param machine the machine's id, such as {@code d}
 * @param password what the board must say to be let in
 * @param answerTimeout how long an order may go unanswered before its outcome is unknown
 * @param guardTime how long after such a silence a late answer is waited for on the same link,
 *     before the link is given up and made anew
 * @param slots the machine's slot numbers, as the board counts them; no order leaves for another
 */
public record BoardSettings(
    String machine,
    Secret password,
    Duration answerTimeout,
    Duration guardTime,
    SortedSet<Integer> slots) {}
