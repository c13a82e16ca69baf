package io.drinkd.appliance.sunday;

import java.nio.charset.StandardCharsets;

/** Something that a client is told, spelled. */
sealed interface OutboundMessage permits Reply, PartialReply, EventLines {

  /** Whole lines with their ends, as they are sent. */
  String text();

  /** The same as it is sent. The array may be shared, and is not to be changed. */
  default byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
