/**
 * What members are known by beside their passwords: tokens, sessions of the web pages, kiosks at
 * which cards log in, and the names that others know them by. Of each secret the books have only a
 * hash, by which it is looked up: whoever reads them, or a copy of them, can log in as nobody.
 *
 * <p>It knows members by their numbers alone, and neither who may ask for what nor how it is asked.
 */
package io.drinkd.appliance.credential;
