package io.drinkd.appliance.finger;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.net.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An answer. */
record FingerText(List<String> lines) implements OutboundMessage {

  @Override
  public byte[] bytes() {
    return bytes(lines);
  }

  /**
   * Lines as they are sent. Whatever they were made of, nothing in them steers a terminal: RFC 1288
   * asks for that in 3.3.
   */
  static byte[] bytes(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(Printable.seen(line).stripTrailing()).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
