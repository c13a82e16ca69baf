package io.drinkd.appliance.web.page;

import io.drinkd.appliance.web.exchange.Exchange;
import java.util.Map;

/**
 * A box at the top of a page: what has just been done, or why it was not.
 *
 * @param tone {@code good}, {@code warn} or {@code bad}, by which it is coloured
 * @param text more about it; may be empty
 * @param detail what the house says of it, in English; empty if that is nothing for whoever looks
 */
public record Notice(String tone, String title, String text, String detail) {

  /**
   * What the page's address says has just been done; null if that is not known.
   *
   * @param known the texts' keys by the words for it
   */
  public static Notice done(Exchange exchange, Map<String, String> known, Texts t) {
    String key = exchange.query().find("done").map(known::get).orElse(null);
    return key == null ? null : done(t.text(key));
  }

  public static Notice done(String title) {
    return new Notice("good", title, "", "");
  }

  public static Notice refused(String title, String text) {
    return new Notice("bad", title, text, "");
  }

  /** The same with what the house says of it. */
  public Notice withDetail(String english) {
    return new Notice(tone, title, text, english);
  }

  /** How a screen reader takes it. */
  public String role() {
    return tone.equals("good") ? "status" : "alert";
  }
}
