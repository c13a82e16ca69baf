package io.drinkd.appliance.plugin;

/** A file in the plugins folder cannot be used; the message says why. */
final class PluginRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  PluginRefusedException(String message) {
    super(message);
  }
}
