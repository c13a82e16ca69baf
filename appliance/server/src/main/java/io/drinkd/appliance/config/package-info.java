/**
 * What the configuration folder says, read into typed records and checked as a whole.
 *
 * <p>All mistakes are found at once, each with its file, its key, what was found and what is
 * expected. Nothing is opened, resolved or started here; it knows no database, no network and no
 * driver.
 */
package io.drinkd.appliance.config;
