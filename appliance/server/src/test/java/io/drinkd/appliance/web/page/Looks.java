package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** How a page looks: whether everybody can use it, and, if they are wanted, pictures of it. */
public final class Looks {

  private Looks() {}

  /**
   * Looks at the page that the browser shows, in both themes, as narrow as it may be. With {@code
   * -Dpictures=FOLDER} it makes pictures, of three widths.
   */
  public static void take(Browser browser, String page) throws Exception {
    for (String theme : new String[] {"light", "dark"}) {
      browser.look(320, theme);
      if (theme.equals("light")) {
        requireUsable(browser, page);
      } else {
        // What else may be wrong is the same in both.
        assertThat(browser.pale()).as(page + " in the dark").isEmpty();
      }
      for (int width : new int[] {320, 768, 1280}) {
        draw(browser, page, width, theme);
      }
    }
  }

  /** Makes pictures of a page in another language, if they are wanted: narrow, wide, and dark. */
  public static void draw(Browser browser, String page) throws Exception {
    draw(browser, page, 320, "light");
    draw(browser, page, 1280, "light");
    draw(browser, page, 768, "dark");
    browser.look(320, "light");
  }

  private static void draw(Browser browser, String page, int width, String theme) throws Exception {
    String pictures = System.getProperty("pictures");
    if (pictures != null) {
      browser.look(width, theme);
      browser.picture(Path.of(pictures, page + "-" + theme + "-" + width + ".png"));
    }
  }

  /** That axe finds nothing wrong with it, and that nobody has to scroll sideways. */
  public static void requireUsable(Browser browser, String page) throws Exception {
    assertThat(browser.violations()).as(page).isEmpty();
    requireNarrow(browser, page);
  }

  /** That no number, and no word at the right of a line, goes on in the next line. */
  static void requireWhole(Browser browser, String page) {
    Object broken =
        browser
            .driver()
            .executeScript(
                """
                const broken = [];
                const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walk.nextNode()) {
                  const text = walk.currentNode;
                  const words = text.parentElement.closest(".price, .number") ? /\\S+/g
                    : /\\d[\\d.,\u2019]*/g;
                  for (const found of text.data.matchAll(words)) {
                    const range = document.createRange();
                    range.setStart(text, found.index);
                    range.setEnd(text, found.index + found[0].length);
                    const tops = [...range.getClientRects()].map(box => Math.round(box.top));
                    if (new Set(tops).size > 1) broken.push(found[0]);
                  }
                }
                return broken;
                """);
    assertThat((List<?>) broken).as(page + " breaks in two").isEmpty();
  }

  /** That nobody has to scroll sideways, with what can be opened closed and open. */
  public static void requireNarrow(Browser browser, String page) {
    Object wide =
        browser
            .driver()
            .executeScript(
                """
                const wide = () => document.documentElement.scrollWidth > innerWidth;
                const closed = document.querySelectorAll("details:not([open])");
                const before = wide();
                closed.forEach(one => one.open = true);
                const opened = wide();
                closed.forEach(one => one.open = false);
                return before || opened;
                """);
    assertThat(wide).as(page + " is too wide").isEqualTo(false);
  }
}
