package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The program on a PLC with Modbus/TCP and the usual map of bits: 1024 and the slot drops while it
 * is on, 16 and the slot is on while the slot is loaded. Any register is the temperature, in tenths
 * of a degree Celsius. The can falls as soon as its bit is on; the bit stays on for the motor time,
 * or is off again at once if nothing can fall. Whoever asks for it next after an order finds it as
 * the order left it: a slow computer is to look like a slow one, not like an empty slot.
 */
final class PlcFirmware implements Firmware {

  private static final int DROP_BASE = 1024;
  private static final int SLOT_BASE = 16;
  private static final int HEADER = 6;
  private static final int NO_SUCH_ADDRESS = 2;
  private static final int FAILED = 4;
  private static final int BUSY = 6;
  private static final int WRONG_NUMBER = 0x1000;

  private final SimulatedBoardOptions options;
  private final SimulatedMachine machine;
  private final OrderRun orders;

  /** Until when the bit of a slot is on, by {@link System#nanoTime}. */
  private final Map<Integer, Long> onUntil = new HashMap<>();

  private OptionalInt written = OptionalInt.empty();

  PlcFirmware(SimulatedBoardOptions options, SimulatedMachine machine, OrderRun orders) {
    this.options = options;
    this.machine = machine;
    this.orders = orders;
  }

  /**
   * A request.
   *
   * @param number of the transaction
   * @param word how many bits or registers, or what is written
   */
  private record Request(int number, int unit, int function, int address, int word) {

    static Request read(ByteBuffer header, ByteBuffer content) {
      return new Request(
          header.getShort(0) & 0xffff,
          content.get() & 0xff,
          content.get() & 0xff,
          content.getShort() & 0xffff,
          content.getShort() & 0xffff);
    }

    byte[] answer(int transaction, int functionSaid, byte... data) {
      return ByteBuffer.allocate(HEADER + 2 + data.length)
          .putShort((short) transaction)
          .putShort((short) 0)
          .putShort((short) (2 + data.length))
          .put((byte) unit)
          .put((byte) functionSaid)
          .put(data)
          .array();
    }

    byte[] failure(int code) {
      return answer(number, function | 0x80, (byte) code);
    }
  }

  @Override
  public End serve(BoardSocket link) throws InterruptedException {
    written = OptionalInt.empty();
    try {
      for (Optional<Request> next = next(link); next.isPresent(); next = next(link)) {
        Optional<End> end = execute(next.get(), link);
        if (end.isPresent()) {
          return end.get();
        }
      }
    } catch (IOException e) {
      orders.report("link broken: " + e.getMessage());
    }
    return End.UNLINKED;
  }

  /** Empty if the other side has closed, or sends something else. */
  private Optional<Request> next(BoardSocket link) throws IOException {
    byte[] header = link.read(HEADER);
    if (header.length < HEADER) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(header).getShort(4) & 0xffff;
    byte[] content = link.read(length);
    if (length != HEADER || content.length < HEADER) {
      options.complaints().accept("was sent no request of Modbus, hangs up");
      return Optional.empty();
    }
    return Optional.of(Request.read(ByteBuffer.wrap(header), ByteBuffer.wrap(content)));
  }

  private Optional<End> execute(Request request, BoardSocket link)
      throws IOException, InterruptedException {
    int slot = request.address() - DROP_BASE;
    if (request.function() == 5 && machine.hasSlot(slot)) {
      return drop(request, slot, link);
    }
    boolean confirmation = written.equals(OptionalInt.of(slot));
    written = OptionalInt.empty();
    if (machine.hasSlot(slot) && !confirmation && orders.isLostBeforeIt()) {
      return Optional.of(End.UNLINKED);
    }
    link.send(
        switch (request.function()) {
          case 1, 2 -> bits(request, confirmation && onUntil.containsKey(slot));
          case 3 -> request.answer(request.number(), 3, register());
          default -> request.failure(NO_SUCH_ADDRESS);
        });
    return Optional.empty();
  }

  private byte[] bits(Request request, boolean firstIsOn) {
    byte[] data = new byte[1 + (request.word() + 7) / 8];
    data[0] = (byte) (data.length - 1);
    for (int i = 0; i < request.word(); i++) {
      if (isOn(request.address() + i) || firstIsOn && i == 0) {
        data[1 + i / 8] |= (byte) (1 << i % 8);
      }
    }
    return request.answer(request.number(), request.function(), data);
  }

  private boolean isOn(int address) {
    int slot = address - DROP_BASE;
    if (machine.hasSlot(slot)) {
      Long until = onUntil.get(slot);
      return until != null && System.nanoTime() - until < 0;
    }
    int shown = address - SLOT_BASE;
    return machine.hasSlot(shown) && machine.stock(shown) > 0;
  }

  private byte[] register() {
    int tenths = (int) Math.round((machine.fahrenheit().orElse(32) - 32) / 1.8 * 10);
    return new byte[] {2, (byte) (tenths >> 8), (byte) tenths};
  }

  private Optional<End> drop(Request request, int slot, BoardSocket link)
      throws IOException, InterruptedException {
    if (request.word() == 0) {
      onUntil.remove(slot);
      link.send(echo(request, request.number()));
      return Optional.empty();
    }
    OrderFault fault = orders.begin(slot);
    Optional<Optional<End>> unanswered = OrderRun.unanswered(fault);
    if (unanswered.isPresent()) {
      return unanswered.get();
    }
    written = OptionalInt.of(slot);
    onUntil.remove(slot);
    if (fault.kind() == OrderFault.Kind.NACK) {
      return orders.answer(link, request.failure(BUSY), "refused slot " + slot, fault);
    }
    if (orders.runMotor(slot, fault, Duration.ZERO)) {
      onUntil.put(slot, System.nanoTime() + options.motorTime().toNanos());
    }
    if (fault.kind() == OrderFault.Kind.FAIL) {
      return orders.answer(link, request.failure(FAILED), "failed slot " + slot, fault);
    }
    int number = request.number() + (fault.kind() == OrderFault.Kind.WRONG_ID ? WRONG_NUMBER : 0);
    return orders.answer(link, echo(request, number), "written slot " + slot, fault);
  }

  private static byte[] echo(Request request, int number) {
    byte[] data =
        ByteBuffer.allocate(4)
            .putShort((short) request.address())
            .putShort((short) request.word())
            .array();
    return request.answer(number, request.function(), data);
  }
}
