package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.util.Optional;

/** Stopping the appliance from afar. */
public final class Shutdown {

  private final Optional<StopSwitch> stopSwitch;

  Shutdown(Optional<StopSwitch> stopSwitch) {
    this.stopSwitch = stopSwitch;
  }

  /** Whether the configuration lets admins do it. */
  public boolean isAllowed() {
    return stopSwitch.isPresent();
  }

  /**
   * Has the appliance stop, as a signal would. Returns at once.
   *
   * @param again whether it is to be started again after that
   * @throws RefusedException {@link Refusal#FORBIDDEN} if the configuration does not allow it
   */
  public void stop(Admin admin, boolean again) {
    StopSwitch allowed =
        stopSwitch.orElseThrow(
            () -> new RefusedException(Refusal.FORBIDDEN, "remote-shutdown is not allowed"));
    admin.did(again ? "restart" : "stop");
    allowed.stop(again);
  }
}
