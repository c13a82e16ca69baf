/** The driver of @model@ boards. */
package io.drinkd.board.@package@;
