package io.drinkd.appliance.service;

import io.drinkd.appliance.event.Event;

/** Events that happen because a test says so. */
public final class TestEvents {

  private TestEvents() {}

  /** Has an event happen in a house. */
  public static void publish(Services services, Event event) {
    services.events().sink().happened(event);
  }
}
