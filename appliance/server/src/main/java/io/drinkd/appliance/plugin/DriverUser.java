package io.drinkd.appliance.plugin;

/** Is notified of drivers that are loaded and unloaded. Called on one thread, may block. */
public interface DriverUser {

  /** The driver has been loaded and can be used. */
  void use(LoadedDriver driver);

  /** The driver is about to be unloaded; when this returns nothing of it is in use. */
  void release(LoadedDriver driver);
}
