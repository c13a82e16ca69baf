package io.drinkd.appliance.machine;

/** Whether there is a driver for a board. */
enum DriverProspect {
  /** It is loaded, and opens the board soon. */
  LOADED,
  /** There is none. */
  MISSING,
  /** The appliance is starting, and it is not known yet. */
  STARTING
}
