package io.drinkd.appliance;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;

/** A driver of a test, of boards that speak in lines. */
abstract class LinesDriver implements MachineDriver {

  private final String model;
  private final BoardTraits traits;

  LinesDriver(String model, BoardTraits traits) {
    this.model = model;
    this.traits = traits;
  }

  /** A codec for one board. */
  abstract BoardLineCodec codec();

  @Override
  public final String model() {
    return model;
  }

  @Override
  public final BoardTraits traits() {
    return traits;
  }

  @Override
  public final Board open(BoardContext context) {
    return new BoardLink(context, traits, codec());
  }
}
