package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.page.Field;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The days that a page looks back on, as its form has them: both count, in the house's zone.
 *
 * @param first the field for the first one; empty for the beginning
 * @param last the field for the last one; empty for today
 */
public record Days(Field first, Field last) {

  /** The calendars of browsers have these years; more cannot be written in a form. */
  private static final int YEAR_MAX = 9_999;

  /** What a form says, and what is wrong with it. */
  static Days of(Form query, Texts t) {
    Field first = field(query, "from", t);
    Field last = field(query, "to", t);
    boolean turned =
        day(first.value()).isPresent()
            && day(last.value()).isPresent()
            && day(first.value()).get().isAfter(day(last.value()).get());
    return new Days(turned ? first.wrong(t.text("admin.days.turned")) : first, last);
  }

  private static Field field(Form query, String name, Texts t) {
    Field typed = Field.of(name, name).with(query.find(name).map(String::strip).orElse(""));
    return typed.value().isEmpty() || day(typed.value()).isPresent()
        ? typed
        : typed.wrong(t.text("admin.days.wrong"));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(day -> day.getYear() >= 0 && day.getYear() <= YEAR_MAX);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Whether there are such days. */
  boolean right() {
    return first.wrong().isEmpty() && last.wrong().isEmpty();
  }

  /** With which status a page about them is answered. */
  int status() {
    return right() ? 200 : 400;
  }

  /** The same, which begin so many days before their last one if the form does not say when. */
  Days orLast(int days, LocalDate today) {
    if (!first.value().isEmpty() || !right()) {
      return this;
    }
    LocalDate end = day(last.value()).orElse(today);
    return new Days(first.with(end.minusDays(days - 1L).toString()), last);
  }

  /** Their time; none if there are no such days. */
  Period period(ZoneId zone, Instant now) {
    if (!right()) {
      return new Period(now, now);
    }
    Instant begin =
        day(first.value()).map(day -> day.atStartOfDay(zone).toInstant()).orElse(Instant.EPOCH);
    // What happens at this moment has happened.
    Instant end =
        day(last.value())
            .map(day -> day.plusDays(1).atStartOfDay(zone).toInstant())
            .orElse(now.plusMillis(1));
    return new Period(begin, end.isBefore(begin) ? begin : end);
  }
}
