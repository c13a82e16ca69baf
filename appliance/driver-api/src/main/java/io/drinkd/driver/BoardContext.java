package io.drinkd.driver;

/**
 * What the appliance lends a driver for one machine.
 *
 * @param settings what the machine's configuration says about its board
 * @param sessions where the network sessions with the board come from
 * @param listener whom to tell what the board says; may be called on any thread, must be called in
 *     the order in which things happened
 * @param timers the clock, and calls after a while; a driver keeps no other time
 */
public record BoardContext(
    BoardSettings settings, SessionSource sessions, BoardListener listener, Timers timers) {}
