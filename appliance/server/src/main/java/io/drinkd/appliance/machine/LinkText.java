package io.drinkd.appliance.machine;

import io.drinkd.appliance.machine.LinkFacts.Counts;
import io.drinkd.appliance.store.RowText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a board's link is, in one line of text for other appliances.
 *
 * @param facts of whoever has the link
 * @param address the board's
 */
record LinkText(LinkFacts facts, Optional<String> address) {

  private static final Counts NONE = new Counts(0, 0, 0, 0);

  static LinkText of(Machine machine) {
    return new LinkText(machine.history(), machine.remoteAddress());
  }

  /**
   * @param step to which the time of the last message is rounded
   */
  String text(Duration step) {
    Counts counts = facts.counts().orElse(NONE);
    return RowText.of(
            written(facts.statusSince(), WrittenTime.EXACT),
            written(facts.connectedSince(), WrittenTime.EXACT),
            written(facts.lastMessage(), step),
            counts.made(),
            counts.refused(),
            counts.unanswered(),
            counts.garbage(),
            address.orElse(null))
        .toString();
  }

  private static Long written(Optional<Instant> at, Duration step) {
    return at.map(time -> WrittenTime.of(time, step)).orElse(null);
  }

  static LinkText parse(String line) {
    RowText text = RowText.parse(line);
    Counts counts = new Counts(text.number(3), text.number(4), text.number(5), text.number(6));
    return new LinkText(
        new LinkFacts(
            text.find(0).map(WrittenTime::parse),
            text.find(1).map(WrittenTime::parse),
            text.find(2).map(WrittenTime::parse),
            Optional.of(counts)),
        text.find(7));
  }
}
