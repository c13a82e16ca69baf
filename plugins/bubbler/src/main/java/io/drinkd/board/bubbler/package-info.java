/**
 * The driver of bubbler boards, which speak HTTP. {@link io.drinkd.board.bubbler.HttpCodec} is the
 * protocol's framing, {@link io.drinkd.board.bubbler.BubblerProtocol} what is said to the board.
 */
package io.drinkd.board.bubbler;
