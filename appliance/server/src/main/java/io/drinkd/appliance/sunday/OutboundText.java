package io.drinkd.appliance.sunday;

import io.drinkd.appliance.net.OutboundMessage;
import java.nio.charset.StandardCharsets;

/** Something that a client is sent, spelled. */
sealed interface OutboundText extends OutboundMessage permits Reply, PartialReply, EventLines {

  /** Whole lines with their ends, as they are sent. */
  String text();

  @Override
  default byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
