package io.drinkd.appliance.web.page;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All words of a page, and how numbers and dates are written, for whoever asked. Made for one
 * request and used by one thread.
 */
public final class Texts {

  /** AM and PM begin no line. Which blank is before them depends on Java. */
  private static final Pattern BEFORE_HALF = Pattern.compile("[ \\u202f](?=[AP]M$)");

  private static final String MINUS = "\u2212";

  private final Map<String, String> texts;
  private final Sentences sentences;
  private final Locale locale;
  private final Clock clock;
  private final Map<String, MessageFormat> formats = new HashMap<>();
  private final NumberFormat numbers;
  private final NumberFormat tenths;

  Texts(Map<String, String> texts, Sentences sentences, Locale locale, Clock clock) {
    this.texts = texts;
    this.sentences = sentences;
    this.locale = locale;
    this.clock = clock;
    numbers = NumberFormat.getIntegerInstance(locale);
    tenths = NumberFormat.getNumberInstance(locale);
    tenths.setMinimumFractionDigits(1);
    tenths.setMaximumFractionDigits(1);
  }

  /** The language, as HTML names it. */
  public String language() {
    return locale.getLanguage();
  }

  /**
   * A text without places to fill in.
   *
   * @throws IllegalArgumentException if there is none of that key
   */
  public String text(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text " + key);
    }
    return text;
  }

  /** Whether there is a text of that key. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /**
   * A text with places to fill in, as {@link MessageFormat} has them.
   *
   * @throws IllegalArgumentException if there is none of that key
   */
  public String text(String key, Object... values) {
    return formats.computeIfAbsent(key, any -> new MessageFormat(text(key), locale)).format(values);
  }

  /**
   * What stands in the books, where that is a sentence of the house or of a driver; what people
   * have written is returned as it is.
   */
  public String said(String sentence) {
    return sentences.in(this, sentence);
  }

  /** The word for a sentence of the house or of a driver; empty if it is somebody's own. */
  Optional<String> known(String sentence) {
    return sentences.key(sentence).map(key -> key.substring(Sentences.KEYS.length()));
  }

  /** A whole number. */
  public String number(long number) {
    return numbers.format(number).replace("-", MINUS);
  }

  /** A whole number that was added or taken, with its sign. */
  public String signed(long number) {
    return number > 0 ? "+" + number(number) : number(number);
  }

  /** The word behind so many credits. */
  public String unit(long credits) {
    return text(credits == 1 ? "credits.one" : "credits.many");
  }

  /** So many credits, with the word behind them. */
  public String credits(long credits) {
    return number(credits) + "\u00a0" + unit(credits);
  }

  /** What something costs, which may be nothing. */
  public String price(long credits) {
    return credits == 0 ? text("price.free") : credits(credits);
  }

  /** A day, shorter: without its year. */
  public String shortDay(Instant at) {
    return DateTimeFormatter.ofPattern(text("day.short"), locale)
        .format(at.atZone(clock.getZone()));
  }

  /** A month of a year. */
  public String month(YearMonth month) {
    return DateTimeFormatter.ofPattern(text("month.short"), locale).format(month);
  }

  /** The zone in which the house stands. */
  public ZoneId zone() {
    return clock.getZone();
  }

  /** A temperature. */
  public String celsius(double degrees) {
    return tenths.format(degrees).replace("-", MINUS) + "\u00a0°C";
  }

  /** A day and a time, shorter if it is today. */
  public String moment(Instant at) {
    ZoneId zone = clock.getZone();
    if (at.atZone(zone).toLocalDate().equals(LocalDate.now(clock))) {
      return text("moment.today", time(at));
    }
    return written(FormatStyle.MEDIUM, FormatStyle.SHORT, at.atZone(zone));
  }

  /** A day and a time to the second. */
  public String exact(Instant at) {
    return written(FormatStyle.MEDIUM, FormatStyle.MEDIUM, at.atZone(clock.getZone()));
  }

  /** A time of a day. */
  public String time(Instant at) {
    return written(null, FormatStyle.SHORT, at.atZone(clock.getZone()));
  }

  /** A day. */
  public String day(Instant at) {
    return written(FormatStyle.MEDIUM, null, at.atZone(clock.getZone()));
  }

  /** A day of the calendar. */
  public String day(LocalDate day) {
    return written(FormatStyle.MEDIUM, null, day);
  }

  private String written(FormatStyle date, FormatStyle time, TemporalAccessor at) {
    String written =
        new DateTimeFormatterBuilder().appendLocalized(date, time).toFormatter(locale).format(at);
    return BEFORE_HALF.matcher(written).replaceFirst("\u00a0");
  }

  /** What time it is. */
  public Instant now() {
    return clock.instant();
  }
}
