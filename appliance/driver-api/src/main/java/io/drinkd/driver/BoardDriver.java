package io.drinkd.driver;

import java.util.List;

/** A driver that says in its constructor what its model is, can and needs. */
public abstract class BoardDriver implements MachineDriver {

  private final String model;
  private final BoardTraits traits;
  private final List<DriverSetting> settings;

  /**
   * @param model the model's name as the configuration's {@code driver:} spells it
   * @param settings its own, besides those that every machine has; often none
   */
  protected BoardDriver(String model, BoardTraits traits, DriverSetting... settings) {
    this.model = model;
    this.traits = traits;
    this.settings = List.of(settings);
  }

  @Override
  public final String model() {
    return model;
  }

  @Override
  public final BoardTraits traits() {
    return traits;
  }

  @Override
  public final List<DriverSetting> settings() {
    return settings;
  }
}
