package io.drinkd.appliance.sunday;

import io.drinkd.appliance.net.OutboundMessage;
import java.nio.charset.StandardCharsets;

/** Something that a client is sent, spelled. */
sealed interface OutboundText extends OutboundMessage
    permits Reply, OutboundText.PartialReply, OutboundText.EventLines {

  /**
   * The rows of a reply whose last line follows after a pause.
   *
   * @param text whole lines with their ends
   */
  record PartialReply(String text) implements OutboundText {}

  /**
   * Events for a watching client, between replies.
   *
   * @param text whole lines with their ends
   */
  record EventLines(String text) implements OutboundText {}

  /** Whole lines with their ends, as they are sent. */
  String text();

  @Override
  default byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
