/**
 * What a member has set, and the tokens that are kept: the files of one folder, {@code
 * ~/.config/drink} unless another is named. Passwords are in none of them.
 */
package io.drinkd.client.settings;
