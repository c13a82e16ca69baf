/**
 * Why something that was asked for did not happen, as an exit code and a sentence for people. All
 * other packages may use it; it knows none of them.
 */
package io.drinkd.client.failure;
