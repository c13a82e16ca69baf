/**
 * The driver of bubbler boards, which speak HTTP. {@link io.drinkd.board.bubbler.BubblerProtocol}
 * is what is said to the board.
 */
package io.drinkd.board.bubbler;
