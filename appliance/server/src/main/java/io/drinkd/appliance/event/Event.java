package io.drinkd.appliance.event;

import java.util.OptionalLong;

/** Something that happened in the house. */
public sealed interface Event {

  /** The number of the only member who may hear of it; empty if everyone may. */
  default OptionalLong member() {
    return OptionalLong.empty();
  }

  /**
   * A slot can drop now, or cannot any more.
   *
   * @param state {@code available}, {@code empty} or {@code disabled}
   */
  record SlotChanged(String machine, int slot, String state) implements Event {}

  /**
   * A machine can take orders now, or cannot any more.
   *
   * @param status in lower case, as the list of machines has it
   */
  record MachineChanged(String machine, String status) implements Event {}

  /** The temperature in a machine is another one than before. */
  record TemperatureMeasured(String machine, double celsius) implements Event {}

  /**
   * A drop has come into a state.
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

  /** A member has so many credits available now. */
  record CreditsChanged(long owner, long available) implements Event {
    @Override
    public OptionalLong member() {
      return OptionalLong.of(owner);
    }
  }
}
