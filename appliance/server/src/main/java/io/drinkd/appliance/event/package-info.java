/**
 * What happened, told to whoever listens: slots, machines, temperatures, drops, credits.
 *
 * <p>It knows neither who tells nor who listens, and keeps no more than the last of it, in memory.
 * Nothing is decided by an event; the books are the truth.
 */
package io.drinkd.appliance.event;
