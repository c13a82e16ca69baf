package io.drinkd.appliance.web.page;

/**
 * What every page has around it, for one request. A template gets it as {@code f}.
 *
 * @param t all words
 * @param files style and script
 * @param house how the appliance calls itself
 * @param visitor who is looking
 * @param path the address of the page, for the entry of the menu that it belongs to
 * @param place the number of the last event before the page's state was read, after which the
 *     script listens; null for what is answered to a form, which cannot be read again
 */
public record Frame(
    Texts t, StaticFiles files, String house, Visitor visitor, String path, Long place) {

  private static final String HOME = "/";

  /**
   * Which page it is, for the script: another one in its place is loaded as a whole; null as place.
   */
  public String page() {
    return place == null ? null : path;
  }

  /** What {@code aria-current} is of an entry of the menu; null if it is not the page's. */
  public String current(String entry) {
    if (path.equals(entry)) {
      return "page";
    }
    return !entry.equals(HOME) && path.startsWith(entry + "/") ? "true" : null;
  }
}
