package io.drinkd.appliance.service;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog;
import java.util.OptionalLong;

/** What happens in the house, and who may learn of it. */
public final class Events {

  private final EventLog log;

  Events(EventLog log) {
    this.log = log;
  }

  /** The last events, for {@link #mayHear} to choose from. */
  public EventLog log() {
    return log;
  }

  /** Whether an event may be shown: a member's own to that member alone, others to anybody. */
  public boolean mayHear(Caller caller, Event event) {
    OptionalLong only = event.member();
    return only.isEmpty() || caller.is(only.getAsLong());
  }
}
