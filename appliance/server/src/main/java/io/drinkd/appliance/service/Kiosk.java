package io.drinkd.appliance.service;

import io.drinkd.appliance.credential.KioskStore;

/**
 * The claim, for one request, of a device that was paired: cards may log in at it, for its machine.
 * It names no member, and moves nothing.
 */
public final class Kiosk {

  private final KioskStore.Kiosk record;

  Kiosk(KioskStore.Kiosk record) {
    this.record = record;
  }

  /** The kiosk. */
  public KioskStore.Kiosk record() {
    return record;
  }
}
