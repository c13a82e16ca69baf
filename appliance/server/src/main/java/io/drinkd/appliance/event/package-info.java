/**
 * What happens in the house, published to listeners: slots, machines, temperatures, drops, credits.
 *
 * <p>It knows neither publishers nor listeners, and keeps only the most recent events, in memory.
 * Nothing is decided by an event; the books are the truth.
 *
 * <p>Where one process has the books, {@link io.drinkd.appliance.event.EventNumbers} numbers its
 * events as they come. Where several have them, an event has the number of the change that it is
 * of, the same in each; what the books have nothing of goes there by way of {@link
 * io.drinkd.appliance.event.EventOutbox} first.
 */
package io.drinkd.appliance.event;
