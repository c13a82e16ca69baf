package io.drinkd.appliance.web.page;

import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** The texts of a language, for tests of other pages. */
public final class TestTexts {

  private TestTexts() {}

  /**
   * @param code such as {@code de}
   */
  public static Texts of(String code) {
    return new Languages(Clock.systemUTC()).texts(List.of(Locale.forLanguageTag(code)));
  }
}
