package io.drinkd.driver.link;

import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Failed;
import io.drinkd.driver.link.BoardMessage.Inquiry;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.util.Locale;
import java.util.OptionalLong;

/** A board's message in one line for people: for logs, and for the reason of a state. */
final class ShownMessage {

  private ShownMessage() {}

  static String of(BoardMessage message) {
    if (message instanceof Reply reply) {
      return plain(reply.content()) + number(reply.id());
    }
    if (message instanceof DropMade made) {
      return made.detail() + number(made.id());
    }
    if (message instanceof DropNotMade notMade) {
      return notMade.detail() + number(notMade.id());
    }
    if (message instanceof Failed failed) {
      return failed.why() + number(failed.id());
    }
    return plain(message instanceof Inquiry inquiry ? inquiry.content() : message);
  }

  private static String number(OptionalLong id) {
    return id.isPresent() ? ", number " + id.getAsLong() : "";
  }

  /** What Java writes as {@code DropResult[code=0]} is {@code drop result (code 0)}. */
  static String plain(Object content) {
    String text = String.valueOf(content);
    String name = content.getClass().getSimpleName();
    if (content instanceof Record && text.startsWith(name + "[")) {
      String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
      text =
          (words + text.substring(name.length()))
              .replace("[]", "")
              .replace("[", " (")
              .replace(']', ')')
              .replace('=', ' ');
    }
    return Printable.text(text);
  }
}
