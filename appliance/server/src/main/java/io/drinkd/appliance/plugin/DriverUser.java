package io.drinkd.appliance.plugin;

/**
 * Whoever works with drivers is told here which ones come and go. Called on one thread, may block.
 */
public interface DriverUser {

  /** The driver can be used. */
  void use(LoadedDriver driver);

  /** The driver is about to be unloaded; when this returns nothing of it is used any more. */
  void partWith(LoadedDriver driver);
}
