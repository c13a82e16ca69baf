package io.drinkd.board.uccplc;

import static io.drinkd.driver.link.Dialogue.ask;
import static io.drinkd.driver.link.Dialogue.dropped;
import static io.drinkd.driver.link.Dialogue.end;
import static io.drinkd.driver.link.Dialogue.pause;
import static io.drinkd.driver.link.Dialogue.refused;

import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Reply;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is said to the PLC. For each slot it has a bit that drops while it is on, and one that shows
 * whether there is something to drop. A bit that is off again at once has dropped nothing.
 */
final class UccplcProtocol implements BoardProtocol {

  private static final Duration READ_TIME = Duration.ofSeconds(2);
  private static final int SLOTS_MAX = 64;

  private final SortedSet<Integer> slots;
  private final DriverValues values;

  /**
   * @throws IllegalArgumentException if the slots are too far apart for one question
   */
  UccplcProtocol(SortedSet<Integer> slots, DriverValues values) {
    this.slots = slots;
    this.values = values;
    if (!slots.isEmpty() && slots.last() - slots.first() >= SLOTS_MAX) {
      throw new IllegalArgumentException("slots from " + slots.first() + " to " + slots.last());
    }
  }

  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    int address = values.number("drop-base") + order.slot();
    boolean register = values.text("drop-by").equals("register");
    return ask(state(address, register))
        .within(READ_TIME)
        .then(
            before ->
                isOn(before)
                    ? refused(Refusal.BUSY, "the bit " + address + " is on already")
                    : refusal(before, now -> drop(address, register)));
  }

  private Dialogue<DropOutcome> drop(int address, boolean register) {
    return ask(register ? new Modbus.WriteRegister(address, 1) : new Modbus.SwitchOn(address))
        .commits()
        .then(
            written ->
                refusal(
                    written,
                    done ->
                        pause(values.duration("confirm-after"), () -> confirm(address, register))));
  }

  private Dialogue<DropOutcome> confirm(int address, boolean register) {
    return ask(state(address, register))
        .then(
            after ->
                isOn(after)
                    ? dropped("the bit " + address + " stays on: the motor runs")
                    : refused(Refusal.EMPTY, "the bit " + address + " was off again at once"));
  }

  private static Modbus.Request state(int address, boolean register) {
    return register ? new Modbus.ReadRegisters(address, 1) : new Modbus.ReadBits(1, address, 1);
  }

  private static boolean isOn(BoardMessage answer) {
    Object content = answer instanceof Reply reply ? reply.content() : answer;
    return content instanceof Modbus.Bits bits && bits.isOn(0)
        || content instanceof Modbus.Registers registers && registers.first() != 0;
  }

  /** A failure ends the order, for what the PLC refuses it has not done. */
  private static Dialogue<DropOutcome> refusal(
      BoardMessage answer, Function<BoardMessage, Dialogue<DropOutcome>> otherwise) {
    if (answer instanceof Reply reply && reply.content() instanceof Modbus.Failure failure) {
      Refusal reason =
          switch (failure.code()) {
            case 2 -> Refusal.NO_SUCH_SLOT;
            case 4 -> Refusal.MOTOR;
            case 6 -> Refusal.BUSY;
            default -> Refusal.UNSTATED;
          };
      return refused(reason, "the PLC refuses, Modbus code " + failure.code());
    }
    return otherwise.apply(answer);
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    int first = slots.isEmpty() ? 0 : slots.first();
    int count = slots.isEmpty() ? 1 : slots.last() - first + 1;
    int function = values.text("slots-are").equals("bits") ? 1 : 2;
    return ask(new Modbus.ReadBits(function, values.number("slot-base") + first, count))
        .then(
            Modbus.Bits.class,
            bits -> {
              var states = new TreeMap<Integer, SlotReading>();
              boolean loaded = values.flag("loaded");
              slots.forEach(
                  slot -> states.put(slot, SlotReading.of(bits.isOn(slot - first) == loaded)));
              return temperature(states.isEmpty() ? List.of() : List.of(new SlotStates(states)));
            });
  }

  private Dialogue<List<BoardMessage>> temperature(List<BoardMessage> found) {
    int register = values.number("temperature-register");
    return register < 0
        ? end(found)
        : ask(new Modbus.ReadRegisters(register, 1))
            .then(
                Modbus.Registers.class,
                tenths -> {
                  var all = new ArrayList<>(found);
                  all.add(new Temperature(OptionalDouble.of(tenths.first() / 10.0)));
                  return end(List.copyOf(all));
                });
  }
}
