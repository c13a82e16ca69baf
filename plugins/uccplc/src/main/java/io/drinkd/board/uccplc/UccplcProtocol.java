package io.drinkd.board.uccplc;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import io.drinkd.driver.link.Dialogue.Question;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/**
 * What is said to the PLC. For each slot it has a bit that drops while it is on, and one that shows
 * whether there is something to drop. A bit that is off again at once has dropped nothing.
 */
final class UccplcProtocol extends BoardProtocol {

  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

  private final SortedSet<Integer> slots;
  private final DriverValues values;
  private final boolean byRegister;
  private final Modbus.Request slotBits;
  private int transaction;

  UccplcProtocol(BoardSettings settings) {
    slots = settings.slots();
    values = settings.values();
    byRegister = values.text("drop-by").equals("register");
    boolean bits = values.text("slots-are").equals("bits");
    slotBits =
        Modbus.Request.bits(
            bits ? Modbus.READ_BITS : Modbus.READ_INPUTS, values.number("slot-base"), slots);
  }

  private Question question(Modbus.Request request) {
    transaction = transaction + 1 & 0xffff;
    return ask(new Modbus.Transaction(transaction, request)).numbered(transaction);
  }

  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    int address = values.number("drop-base") + order.slot();
    return question(state(address))
        .within(ANSWERED_WITHIN)
        .then(
            Modbus.Data.class,
            before ->
                isOn(before)
                    ? refused(Refusal.BUSY, "the bit " + address + " is on already")
                    : drop(address));
  }

  private Modbus.Request state(int address) {
    int function = byRegister ? Modbus.READ_REGISTERS : Modbus.READ_BITS;
    return new Modbus.Request(function, address, 1);
  }

  private boolean isOn(Modbus.Data state) {
    return byRegister ? state.value() != 0 : state.isOn(0);
  }

  private Dialogue<DropOutcome> drop(int address) {
    return question(
            byRegister
                ? new Modbus.Request(Modbus.WRITE_REGISTER, address, 1)
                : new Modbus.Request(Modbus.WRITE_BIT, address, Modbus.ON))
        .commits()
        .then(
            Modbus.Written.class,
            written -> pause(values.duration("confirm-after"), () -> confirm(address, true)));
  }

  /** A bit that is off when it is read again may have been on, for as long as the motor ran. */
  private Dialogue<DropOutcome> confirm(int address, boolean atOnce) {
    return question(state(address))
        .within(ANSWERED_WITHIN)
        .then(
            Modbus.Data.class,
            after -> {
              if (isOn(after)) {
                return dropped("the bit " + address + " stays on: the motor runs");
              }
              return atOnce
                  ? refused(Refusal.EMPTY, "the bit " + address + " was off again at once")
                  : unknown("the bit " + address + " was off when it was read again");
            })
        .orElse(() -> confirm(address, false));
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    boolean loaded = values.flag("loaded");
    return question(slotBits)
        .then(
            Modbus.Data.class,
            bits ->
                slots.isEmpty()
                    ? temperature()
                    : report(
                        SlotStates.loaded(slots, slot -> bits.isOn(slot - slots.first()) == loaded),
                        temperature()));
  }

  private Dialogue<List<BoardMessage>> temperature() {
    int register = values.number("temperature-register");
    return register < 0
        ? end()
        : question(new Modbus.Request(Modbus.READ_REGISTERS, register, 1))
            .then(Modbus.Data.class, tenths -> end(new Temperature(tenths.value() / 10.0)));
  }
}
