/**
 * {@code drink}, the member's program: what there is to drink, a drop, credits, from a terminal or
 * a script. It speaks the Sunday protocol to any server of that family and knows nothing of the
 * server's code.
 *
 * <p>{@link io.drinkd.client.Drink} reads the command line. Below it, each of which knows only
 * those after it: {@code shell}, the conversation with history and completion; {@code command}, one
 * class a command; {@code session}, what can be asked of a server; {@code settings}, the member's
 * files; {@code line}, command lines taken apart; {@code wire}, the protocol as bytes; {@code
 * failure}, the exit codes. {@code manual} makes the manual page when the package is built.
 */
package io.drinkd.client;
