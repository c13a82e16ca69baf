package io.drinkd.driver.link;

import java.time.Duration;

/**
 * How a model's silence is read.
 *
 * @param askAfter when nothing was heard for so long, the board is asked for its slots
 * @param lostAfter when nothing was heard for so long, the board is lost and the link made anew
 */
public record Liveness(Duration askAfter, Duration lostAfter) {}
