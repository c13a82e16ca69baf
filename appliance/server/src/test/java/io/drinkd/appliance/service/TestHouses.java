package io.drinkd.appliance.service;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.Timers;
import java.nio.file.Path;
import java.util.List;

/** Houses on the books of a test, wherever {@link TestBooks} has these. */
public final class TestHouses {

  private TestHouses() {}

  /** That of an appliance that runs, and that no admin stops. */
  public static Services open(Path data, ApplianceSettings settings, Timers timers) {
    return Services.open(TestBooks.begun(data), at(data, settings), timers, again -> {});
  }

  /** On books that no appliance has open, with the machines of the settings. */
  public static Services openBooks(Path data, ApplianceSettings settings, Timers timers) {
    return Services.openBooks(
        TestBooks.begun(data), at(data, settings), settings.machines(), timers);
  }

  /** The same without machines. */
  public static Services openBooks(Path data, MemberSettings members, Timers timers) {
    return openBooks(
        data, TestSettings.with(List.of(), TestSettings.LIMITS, members, false), timers);
  }

  private static ApplianceSettings at(Path data, ApplianceSettings settings) {
    return TestSettings.inBank(TestBooks.bank(data), settings);
  }
}
