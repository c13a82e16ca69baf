package io.drinkd.client.line;

/**
 * An option.
 *
 * @param name without the two dashes
 * @param parameter what its value is called; empty if it takes none
 * @param meaning in a few words, for the manual
 */
public record Option(String name, String parameter, String meaning) {

  /** One that is given or not. */
  public static Option flag(String name, String meaning) {
    return new Option(name, "", meaning);
  }

  /** Whether a value follows. */
  public boolean takesValue() {
    return !parameter.isEmpty();
  }

  /** As it is written, such as {@code --delay SECONDS}. */
  public String synopsis() {
    return "--" + name + (takesValue() ? " " + parameter : "");
  }
}
