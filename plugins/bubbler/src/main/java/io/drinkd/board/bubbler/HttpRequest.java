package io.drinkd.board.bubbler;

import io.drinkd.driver.MaskedText;

/**
 * A request.
 *
 * @param start its first line, without an end
 * @param secretHeader a whole header line, with its end
 * @param body JSON; empty if there is none
 */
record HttpRequest(String start, String host, MaskedText secretHeader, String body) {}
