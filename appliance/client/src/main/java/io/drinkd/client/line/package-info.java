/**
 * A command line: options and words by what a command says it takes. Small on purpose, for the
 * program is to start in a moment: a library for this takes longer to load than all the rest.
 */
package io.drinkd.client.line;
