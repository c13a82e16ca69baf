package io.drinkd.appliance.machine;

/** Somebody watches what goes over a machine's link. */
@FunctionalInterface
public interface LinkWatch {

  /** Watches no more. */
  void end();
}
