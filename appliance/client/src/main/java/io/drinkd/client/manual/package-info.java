/**
 * The manual page and the completion for bash, made from what the commands say of themselves, so
 * that nothing is said twice. Run when the package is built.
 */
package io.drinkd.client.manual;
