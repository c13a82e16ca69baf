/**
 * The driver of TINI 400 boards. It knows what is this model's own; the grammar of its family is in
 * {@link io.drinkd.driver.tini}, the life of a link in {@link io.drinkd.driver.link}.
 */
package io.drinkd.board.tini400;
