package io.drinkd.appliance.web.page;

/**
 * A box on a page: what has just been done, or why it was not.
 *
 * @param tone {@code good}, {@code warn} or {@code bad}, by which it is coloured
 * @param text more about it; may be empty
 */
public record Notice(String tone, String title, String text) {

  /** What has just been done. */
  public static Notice done(String title) {
    return done(title, "");
  }

  /** The same with more about it. */
  public static Notice done(String title, String text) {
    return new Notice("good", title, text);
  }

  /** Why something was not. */
  public static Notice refused(String title, String text) {
    return new Notice("bad", title, text);
  }

  /** The whole of it in a line. */
  public String sentence() {
    return text.isEmpty() ? title + "." : title + ". " + text;
  }

  /** How a screen reader takes it. */
  public String role() {
    return tone.equals("good") ? "status" : "alert";
  }
}
