/**
 * A driver that brings a library: it reads JSON with Jackson, which is moved into its own packages.
 */
package io.drinkd.board.json;
