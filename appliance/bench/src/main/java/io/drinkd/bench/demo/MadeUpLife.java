package io.drinkd.bench.demo;

import io.drinkd.bench.demo.DemoMachine.DemoSlot;
import io.drinkd.bench.demo.MadeUpBooks.Housemate;
import io.drinkd.bench.demo.MadeUpBooks.Place;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What people of a house drink in a month, the same in each run but for the times. */
final class MadeUpLife {

  private static final List<String> NAMES =
      List.of("ada", "bruno", "cleo", "dora", "emil", "finn", "greta", "hugo", "ines", "jonas");

  private static final int DROPS_USUALLY = 9;
  private static final int DROPS_BEFORE_FREE_DAYS = 16;
  private static final int FIRST_HOUR = 9;
  private static final int HOURS = 15;
  private static final long GRANT = 300;
  private static final int REFUSED_ONE_IN = 40;
  private static final int REFUNDED_ONE_IN = 90;
  private static final int GIFT_ONE_IN = 30;
  private static final long GIFT = 20;
  private static final List<String> GIFTS_FOR =
      List.of("for the pizza", "lost the bet", "thanks for the bike", "happy birthday");

  private final Random random = new Random(1995);
  private final MadeUpBooks books;
  private final List<DemoMachine> machines;
  private final String own;
  private final long credits;
  private final List<Housemate> house = new ArrayList<>();
  private final Map<Housemate, Long> balances = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private final Map<Place, Integer> cans = new HashMap<>();

  /**
   * @param own the member for whom it is made
   * @param credits what that one has at the end
   */
  MadeUpLife(MadeUpBooks books, List<DemoMachine> machines, String own, long credits) {
    this.books = books;
    this.machines = machines;
    this.own = own;
    this.credits = credits;
  }

  void write(Instant now) throws SQLException {
    Instant first = now.minus(Duration.ofDays(MadeUpMonthMain.DAYS));
    moveIn(first);
    Restocks restocks = new Restocks(now);
    for (Instant at : thirsts(first, now)) {
      if (restocks.before(at)) {
        fill(restocks.last());
      }
      drink(at);
    }
    Housemate last = house.get(0);
    books.grant(last, credits - balances.get(last), "paid in cash", now.minusSeconds(60));
    books.commit();
  }

  private void moveIn(Instant at) throws SQLException {
    house.add(books.addMember(own, true, at));
    for (String name : NAMES) {
      house.add(books.addMember(name, random.nextInt(4) > 0, at));
    }
    for (Housemate one : house) {
      balances.put(one, 0L);
    }
    for (DemoMachine machine : machines) {
      for (DemoSlot slot : machine.slots()) {
        books.addSlot(machine.id(), slot, at);
        places.add(new Place(machine.id(), slot, slot.price()));
        cans.put(places.get(places.size() - 1), 0);
      }
    }
    fill(at);
  }

  private void fill(Instant at) throws SQLException {
    for (Place place : places) {
      int missing = place.slot().count() - cans.get(place);
      if (missing > 0) {
        books.fill(place.machine(), place.slot(), missing, at);
        cans.put(place, place.slot().count());
      }
    }
  }

  private List<Instant> thirsts(Instant first, Instant now) {
    ZoneId zone = ZoneId.systemDefault();
    List<Instant> times = new ArrayList<>();
    LocalDate last = LocalDate.ofInstant(now, zone);
    for (int back = MadeUpMonthMain.DAYS; back >= 0; back--) {
      LocalDate day = last.minusDays(back);
      boolean late =
          day.getDayOfWeek() == DayOfWeek.FRIDAY || day.getDayOfWeek() == DayOfWeek.SATURDAY;
      int drops = (late ? DROPS_BEFORE_FREE_DAYS : DROPS_USUALLY) + random.nextInt(6);
      for (int i = 0; i < drops; i++) {
        double hour = FIRST_HOUR + HOURS * Math.sqrt(random.nextDouble());
        times.add(day.atStartOfDay(zone).toInstant().plusSeconds((long) (hour * 3_600)));
      }
    }
    return times.stream()
        .filter(at -> at.isAfter(first) && at.isBefore(now.minusSeconds(600)))
        .sorted()
        .toList();
  }

  private void drink(Instant at) throws SQLException {
    Housemate member = somebody();
    Place place = something();
    if (cans.get(place) <= 1) {
      return;
    }
    if (random.nextInt(REFUSED_ONE_IN) == 0) {
      books.refused(member, place, at);
      return;
    }
    if (balances.get(member) < place.price()) {
      books.grant(member, GRANT, "paid in cash", at.minusSeconds(40));
      balances.merge(member, GRANT, Long::sum);
    }
    long drop = books.drop(member, place, at);
    balances.merge(member, -place.price(), Long::sum);
    cans.merge(place, -1, Integer::sum);
    if (random.nextInt(REFUNDED_ONE_IN) == 0) {
      books.refund(member, place, drop, at.plusSeconds(300));
      balances.merge(member, place.price(), Long::sum);
    }
    if (random.nextInt(GIFT_ONE_IN) == 0) {
      give(member, at.plusSeconds(30));
    }
  }

  private void give(Housemate giver, Instant at) throws SQLException {
    Housemate to = somebody();
    if (to.equals(giver) || balances.get(giver) < GIFT) {
      return;
    }
    books.gift(giver, to, GIFT, GIFTS_FOR.get(random.nextInt(GIFTS_FOR.size())), at);
    balances.merge(giver, -GIFT, Long::sum);
    balances.merge(to, GIFT, Long::sum);
  }

  /** The first ones are thirstier than the last ones. */
  private Housemate somebody() {
    return house.get((int) (house.size() * Math.pow(random.nextDouble(), 1.6)));
  }

  private Place something() {
    return places.get((int) (places.size() * Math.pow(random.nextDouble(), 1.3)));
  }
}
