package io.drinkd.appliance.service;

/** Ends the process that the appliance runs in. */
@FunctionalInterface
public interface StopSwitch {

  /**
   * Has the appliance stop, as a signal would. Returns at once.
   *
   * @param again whether it is to be started again after that
   */
  void stop(boolean again);
}
