package io.drinkd.client.session;

import io.drinkd.client.wire.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that changes something.
 *
 * @param plain its arguments where the server takes no key
 * @param beforeKey its arguments before a key, where it takes one
 */
public record Effect(String verb, List<Object> plain, List<Object> beforeKey) {

  /** A drop, after a delay in seconds. */
  public static Effect drop(long slot, long delay) {
    return new Effect(
        "DROP", delay == 0 ? List.of(slot) : List.of(slot, delay), List.of(slot, delay));
  }

  /** A drop of any drink, after a delay in seconds. */
  public static Effect random(long delay) {
    return new Effect("RAND", delay == 0 ? List.of() : List.of(delay), List.of(delay));
  }

  /** A gift. */
  public static Effect gift(String receiver, long credits) {
    List<Object> arguments = List.of(credits, receiver);
    return new Effect("SENDCREDITS", arguments, arguments);
  }

  /** How a server takes a key that makes a request repeatable, as its HELP shows. */
  enum KeyForm {
    NONE,
    LAST,
    NAMED;

    static KeyForm of(List<String> help) {
      String syntax = help.isEmpty() ? "" : help.get(0);
      if (syntax.contains("[key=key]")) {
        return NAMED;
      }
      return syntax.contains("[key]") ? LAST : NONE;
    }
  }

  String request(KeyForm form, String key) {
    List<Object> arguments = new ArrayList<>(form == KeyForm.NONE ? plain : beforeKey);
    if (form != KeyForm.NONE) {
      arguments.add(form == KeyForm.NAMED ? "key=" + key : key);
    }
    return Request.of(verb, arguments.toArray());
  }
}
