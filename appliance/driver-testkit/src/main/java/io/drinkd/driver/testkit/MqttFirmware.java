package io.drinkd.driver.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The program on a board behind an MQTT broker: a clean session with quality 0, the state retained,
 * and a last will that says {@code offline}.
 */
final class MqttFirmware implements Firmware {

  private static final int CONNECT = 0x10;
  private static final int CONNACK = 0x20;
  private static final int PUBLISH = 0x30;
  private static final int RETAINED = 1;
  private static final int SUBSCRIBE = 0x82;
  private static final int SUBACK = 0x90;
  private static final int PING = 0xc0;
  private static final int LENGTH_MAX = 10_000;
  private static final int KEEP_ALIVE_SECONDS = 90;

  /** Clean session, a retained will of quality 0, user and password. */
  private static final int FLAGS = 0xe6;

  private static final Pattern ORDER = Pattern.compile("drop ([0-9]{1,18}) ([0-9]{1,3})");
  private static final long WRONG_NUMBER = 1_000_000_000;

  private final SimulatedBoardOptions options;
  private final SimulatedMachine machine;
  private final OrderRun orders;

  MqttFirmware(SimulatedBoardOptions options, SimulatedMachine machine, OrderRun orders) {
    this.options = options;
    this.machine = machine;
    this.orders = orders;
  }

  private record Packet(int kind, ByteBuffer content) {}

  private String topic(String last) {
    return "drinkd/" + options.machine() + "/" + last;
  }

  @Override
  public End serve(BoardSocket link) throws InterruptedException {
    try {
      link.send(connect());
      for (Optional<Packet> next = next(link); next.isPresent(); next = next(link)) {
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

  private byte[] connect() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeUTF("MQTT");
    out.writeByte(4);
    out.writeByte(FLAGS);
    out.writeShort(KEEP_ALIVE_SECONDS);
    out.writeUTF("board-" + options.machine());
    out.writeUTF(topic("state"));
    out.writeUTF("offline");
    out.writeUTF(options.user());
    out.writeUTF(options.password());
    return packet(CONNECT, bytes.toByteArray());
  }

  private byte[] subscribe() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeShort(1);
    out.writeUTF(topic("order"));
    out.writeByte(0);
    return packet(SUBSCRIBE, bytes.toByteArray());
  }

  private byte[] publish(int flags, String last, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeUTF(topic(last));
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    return packet(PUBLISH | flags, bytes.toByteArray());
  }

  private static byte[] packet(int kind, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(kind);
    int left = content.length;
    do {
      bytes.write(left % 128 | (left >= 128 ? 128 : 0));
      left /= 128;
    } while (left > 0);
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  /** Empty if the broker has closed, or sends something else. */
  private static Optional<Packet> next(BoardSocket link) throws IOException {
    byte[] kind = link.read(1);
    int length = 0;
    for (int shift = 0; kind.length == 1 && shift <= 21; shift += 7) {
      byte[] digit = link.read(1);
      if (digit.length == 0) {
        return Optional.empty();
      }
      length += (digit[0] & 127) << shift;
      if (digit[0] >= 0) {
        byte[] content = length > LENGTH_MAX ? new byte[0] : link.read(length);
        return content.length < length
            ? Optional.empty()
            : Optional.of(new Packet(kind[0] & 0xff, ByteBuffer.wrap(content)));
      }
    }
    return Optional.empty();
  }

  private Optional<End> execute(Packet packet, BoardSocket link)
      throws IOException, InterruptedException {
    switch (packet.kind()) {
      case CONNACK -> {
        if (packet.content().get(1) != 0) {
          options.complaints().accept("the broker refuses, code " + packet.content().get(1));
          return Optional.of(End.UNLINKED);
        }
        link.send(subscribe());
      }
      // Whoever sees it online may order at once.
      case SUBACK -> sendState(link);
      case PUBLISH -> {
        return published(packet.content(), link);
      }
      default -> {
        // The broker is there.
      }
    }
    return Optional.empty();
  }

  private Optional<End> published(ByteBuffer content, BoardSocket link)
      throws IOException, InterruptedException {
    content.position(2 + (content.getShort(0) & 0xffff));
    String text = StandardCharsets.US_ASCII.decode(content).toString();
    Matcher order = ORDER.matcher(text);
    if (!order.matches() || !machine.hasSlot(Integer.parseInt(order.group(2)))) {
      options.complaints().accept("was sent an unknown order: \"" + text + "\"");
      return Optional.empty();
    }
    int slot = Integer.parseInt(order.group(2));
    long number = Long.parseLong(order.group(1));
    OrderFault fault = orders.begin(slot);
    Optional<Optional<End>> unanswered = OrderRun.unanswered(fault);
    if (unanswered.isPresent()) {
      return unanswered.get();
    }
    String result =
        orders.runMotor(slot, fault, options.motorTime()) ? " dropped" : " refused motor";
    long said = number + (fault.kind() == OrderFault.Kind.WRONG_ID ? WRONG_NUMBER : 0);
    Optional<End> end =
        orders.answer(link, publish(0, "result", said + result), said + result, fault);
    if (end.isEmpty()) {
      sendState(link);
    }
    return end;
  }

  private void sendState(BoardSocket link) throws IOException {
    String slots =
        machine.loaded().keySet().stream()
            .map(slot -> " " + slot + "=" + Math.min(machine.stock(slot), 9_999))
            .collect(Collectors.joining());
    String temperature =
        machine.fahrenheit().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, " temperature %.1f", (machine.fahrenheit().getAsDouble() - 32) / 1.8);
    link.send(publish(RETAINED, "state", "online slots" + slots + temperature));
  }

  @Override
  public void slotChanged(BoardSocket link, int slot) throws IOException {
    sendState(link);
  }

  @Override
  public void temperatureRead(BoardSocket link) throws IOException {
    sendState(link);
  }

  @Override
  public void keepAlive(BoardSocket link) throws IOException {
    link.send(packet(PING, new byte[0]));
  }
}
