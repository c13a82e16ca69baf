package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.RequestException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The days that a page looks back on, as its form has them: both count, in the house's zone.
 *
 * @param from empty for the beginning
 * @param to empty for today
 */
public record Days(Optional<LocalDate> from, Optional<LocalDate> to) {

  /** The calendars of browsers have these years; more cannot be written in a form. */
  private static final int YEAR_MAX = 9_999;

  /**
   * What a form says.
   *
   * @throws RequestException 400 if one is no day
   */
  static Days of(Form query) {
    return new Days(day(query, "from"), day(query, "to"));
  }

  private static Optional<LocalDate> day(Form query, String name) {
    Optional<String> text = query.find(name).filter(given -> !given.isBlank());
    try {
      Optional<LocalDate> day = text.map(LocalDate::parse);
      if (day.filter(one -> one.getYear() < 0 || one.getYear() > YEAR_MAX).isPresent()) {
        throw new RequestException(400, "there is no such day");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw new RequestException(400, "expected a day such as 2026-11-20");
    }
  }

  /** The same, which begin then if the form does not say when. */
  Days orFrom(LocalDate usual) {
    return from.isPresent() ? this : new Days(Optional.of(usual), to);
  }

  Period period(ZoneId zone, Instant now) {
    Instant begin = from.map(day -> day.atStartOfDay(zone).toInstant()).orElse(Instant.EPOCH);
    // What happens at this moment has happened.
    Instant end =
        to.map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()).orElse(now.plusMillis(1));
    return new Period(begin, end.isBefore(begin) ? begin : end);
  }

  /** What stands in the first field. */
  public String first() {
    return from.map(LocalDate::toString).orElse("");
  }

  /** What stands in the second one. */
  public String last() {
    return to.map(LocalDate::toString).orElse("");
  }
}
