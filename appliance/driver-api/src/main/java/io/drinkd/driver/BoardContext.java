package io.drinkd.driver;

/**
 * What the appliance provides to a driver for one machine.
 *
 * @param settings the configuration of the machine's board
 * @param sessions where the network sessions with the board come from
 * @param listener receives what the board reports, in the order in which it happened
 * @param timers the clock and delayed calls; a driver uses no other source of time
 */
public record BoardContext(
    BoardSettings settings, SessionSource sessions, BoardListener listener, Timers timers) {}
