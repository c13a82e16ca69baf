package io.drinkd.appliance.net;

import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Places of which there are so many in all, and so many for one origin, such as those of
 * connections. What is kept is bounded by the number of places: an origin without one is forgotten.
 *
 * <p>Few clients must not be able to close the house to all others. When every place is taken, an
 * origin that has clearly more places than the newcomer's gives up its oldest one that may be given
 * up; and the last places are kept for origins that have none, for the case that nobody can be made
 * to give up one. Not safe for use by several threads.
 *
 * @param <P> whoever has a place, compared by {@code equals}
 */
public final class Places<P> {

  /** One place in so many is for an origin that has none. */
  private static final int RESERVED_PART = 20;

  /** Why there is no place. */
  public enum Shortage {
    /** The origin has as many as one may have. */
    OF_ORIGIN,
    /** All are taken, and nobody has to give up one. */
    OF_ALL
  }

  private final Predicate<P> givable;

  /** The oldest of each first. */
  private final Map<InetAddress, Set<P>> byOrigin = new HashMap<>();

  /** The origins by how many places they have; of as many, the one that came to it first. */
  private final NavigableMap<Integer, Set<InetAddress>> byCount = new TreeMap<>();

  private int taken;

  /** Whoever has a place, and where it is from. */
  private record Holder<P>(InetAddress origin, P place) {}

  /**
   * None is taken.
   *
   * @param givable whether a place may be taken from whoever has it
   */
  public Places(Predicate<P> givable) {
    this.givable = givable;
  }

  /** Why nobody more can have a place there; empty if there is one. */
  public Optional<Shortage> shortage(InetAddress origin, ConnectionBounds bounds) {
    int own = count(origin);
    if (own >= bounds.perAddress()) {
      return Optional.of(Shortage.OF_ORIGIN);
    }
    return isFullFor(own, bounds) && greediest(own).isEmpty()
        ? Optional.of(Shortage.OF_ALL)
        : Optional.empty();
  }

  /**
   * Takes a place where there is no {@link #shortage}.
   *
   * @return whose place that was until now, to be cut off; it has left already
   */
  public Optional<P> enter(InetAddress origin, P place, ConnectionBounds bounds) {
    int own = count(origin);
    Optional<Holder<P>> givesUp = isFullFor(own, bounds) ? greediest(own) : Optional.empty();
    givesUp.ifPresent(holder -> leave(holder.origin, holder.place));
    Set<P> places = byOrigin.computeIfAbsent(origin, any -> new LinkedHashSet<>());
    places.add(place);
    taken++;
    move(origin, own, places.size());
    return givesUp.map(Holder::place);
  }

  /**
   * Gives a place back.
   *
   * @return whether it was taken; not if it had to be given up before
   */
  public boolean leave(InetAddress origin, P place) {
    Set<P> places = byOrigin.get(origin);
    if (places == null || !places.remove(place)) {
      return false;
    }
    taken--;
    move(origin, places.size() + 1, places.size());
    if (places.isEmpty()) {
      byOrigin.remove(origin);
    }
    return true;
  }

  /** How many are taken. */
  public int taken() {
    return taken;
  }

  private int count(InetAddress origin) {
    return byOrigin.getOrDefault(origin, Set.of()).size();
  }

  private void move(InetAddress origin, int before, int now) {
    byCount.computeIfPresent(
        before, (count, origins) -> origins.remove(origin) && origins.isEmpty() ? null : origins);
    if (now > 0) {
      byCount.computeIfAbsent(now, count -> new LinkedHashSet<>()).add(origin);
    }
  }

  /**
   * @param own how many places the newcomer's origin has
   */
  private boolean isFullFor(int own, ConnectionBounds bounds) {
    int most = bounds.all();
    return taken >= (own == 0 ? most : most - most / RESERVED_PART);
  }

  private Optional<Holder<P>> greediest(int own) {
    // Two more at least: else the two would take the place from each other for ever.
    return byCount.tailMap(own + 2, true).descendingMap().values().stream()
        .flatMap(Set::stream)
        .flatMap(
            origin ->
                byOrigin.get(origin).stream()
                    .filter(givable)
                    .map(place -> new Holder<>(origin, place)))
        .findFirst();
  }
}
