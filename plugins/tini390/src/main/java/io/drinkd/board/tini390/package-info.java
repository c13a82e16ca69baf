/**
 * The driver of TINI 390 boards. It has what is specific to this model; the grammar of its family
 * is in {@link io.drinkd.driver.tini}, the handling of links in {@link io.drinkd.driver.link}.
 */
package io.drinkd.board.tini390;
