package io.drinkd.appliance.sunday;

/** Stops the appliance on behalf of an admin. */
@FunctionalInterface
public interface StopSwitch {

  /**
   * Has the appliance stop, as a signal would. Returns at once.
   *
   * @param again whether it is to be started again after that
   */
  void stop(boolean again);
}
