package io.drinkd.appliance.web.page;

/**
 * A field of a form, with what was typed into it.
 *
 * @param id its place on the page, unique there
 * @param name how the form sends it
 * @param value what stands in it
 * @param wrong what is wrong with that; empty if nothing is
 * @param most the most characters that it takes
 */
public record Field(String id, String name, String value, String wrong, int most) {

  private static final int LENGTH_MAX = 200;

  /** An empty one. */
  public static Field of(String id, String name) {
    return new Field(id, name, "", "", LENGTH_MAX);
  }

  /** The same with something in it. */
  public Field with(String typed) {
    return new Field(id, name, typed, wrong, most);
  }

  /** The same with what is wrong with it. */
  public Field wrong(String why) {
    return new Field(id, name, value, why, most);
  }

  /** The same, which takes so many characters. */
  public Field atMost(int characters) {
    return new Field(id, name, value, wrong, characters);
  }

  /** The elements that say more about it; null if there are none. */
  public String describedBy(boolean hint) {
    if (wrong.isEmpty()) {
      return hint ? id + "-hint" : null;
    }
    return hint ? id + "-hint " + id + "-wrong" : id + "-wrong";
  }
}
