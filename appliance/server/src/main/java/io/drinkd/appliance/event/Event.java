package io.drinkd.appliance.event;

import java.util.OptionalLong;

/** Something that happened in the house. */
public sealed interface Event {

  /** The number of the only member who may receive it; empty if everyone may. */
  default OptionalLong member() {
    return OptionalLong.empty();
  }

  /**
   * A slot has become available or unavailable.
   *
   * @param state {@code available}, {@code empty} or {@code disabled}
   */
  record SlotChanged(String machine, int slot, String state) implements Event {}

  /** What is in a slot has changed, its price, or how many there are; its state has not. */
  record StockChanged(String machine, int slot) implements Event {}

  /**
   * A machine can accept orders now, or cannot any longer.
   *
   * @param status in lower case, as the list of machines has it
   */
  record MachineChanged(String machine, String status) implements Event {}

  /**
   * A temperature in a machine has changed.
   *
   * @param thermometer the name of a further thermometer; empty for what the drinks have
   */
  record TemperatureMeasured(String machine, String thermometer, double celsius) implements Event {}

  /**
   * Something else has changed that a machine's board reports.
   *
   * @param name {@code door} or {@code power}
   * @param value {@code open} or {@code closed}, {@code on} or {@code off}
   */
  record ReadingChanged(String machine, String name, String value) implements Event {}

  /**
   * A drop has changed its state, or was paid back: {@code refunded}.
   *
   * @param payer the number of the member who ordered it
   * @param state in lower case, such as {@code dropped} or {@code in-doubt}
   */
  record DropMoved(long payer, long drop, String state) implements Event {
    @Override
    public OptionalLong member() {
      return OptionalLong.of(payer);
    }
  }

  /** The credits that a member has available have changed. */
  record CreditsChanged(long owner, long available) implements Event {
    @Override
    public OptionalLong member() {
      return OptionalLong.of(owner);
    }
  }
}
