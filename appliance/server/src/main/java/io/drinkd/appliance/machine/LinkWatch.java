package io.drinkd.appliance.machine;

/** A watch of the traffic on a machine's link. */
@FunctionalInterface
public interface LinkWatch {

  /** Ends the watch. */
  void end();
}
