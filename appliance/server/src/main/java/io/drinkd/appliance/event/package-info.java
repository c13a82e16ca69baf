/**
 * What happens in the house, published to listeners: slots, machines, temperatures, drops, credits.
 *
 * <p>It knows neither publishers nor listeners, and keeps only the most recent events, in memory.
 * Nothing is decided by an event; the books are the truth.
 */
package io.drinkd.appliance.event;
