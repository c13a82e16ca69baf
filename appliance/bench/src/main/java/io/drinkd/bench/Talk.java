package io.drinkd.bench;

import java.util.List;

/**
 * What one connection of the load client says.
 *
 * @param greeted whether the server speaks first, one line
 * @param prologue lines said once, each answered by one line that must not be an error
 * @param request what is said again and again
 * @param replyLines how many lines answer it
 */
record Talk(boolean greeted, List<String> prologue, String request, int replyLines) {}
