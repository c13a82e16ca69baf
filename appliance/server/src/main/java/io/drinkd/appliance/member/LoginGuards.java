package io.drinkd.appliance.member;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.credential.SecretText;
import java.net.InetAddress;
import java.util.List;

/**
 * Whose wrong logins are counted where. Used under the lock of {@link LoginAttempts}.
 *
 * <ul>
 *   <li>Names are counted as they are typed, whether somebody has them or not, so nothing here
 *       reveals which exist; those that differ in case or blanks alone are one.
 *   <li>Nobody is locked out by others: from an address where somebody has logged in before, only
 *       what is typed there for that name counts.
 *   <li>A right login takes back what its address is blamed for, but each member does so once in
 *       ten minutes: otherwise whoever has one account could guess at others between two logins of
 *       his own.
 *   <li>What is kept of names and addresses is bounded.
 * </ul>
 */
final class LoginGuards {

  /** Of names, of addresses, and of pairs of them. */
  static final int KEPT_MAX = 10_000;

  /** Longer than any name that exists; a line may hold far longer ones. */
  private static final int NAME_LENGTH_MAX = 64;

  private final LoginLimits limits;
  private final BoundedMap<String, Blame> names = new BoundedMap<>(KEPT_MAX);
  private final BoundedMap<InetAddress, Place> places = new BoundedMap<>(KEPT_MAX);
  private final BoundedMap<Pair, Known> known = new BoundedMap<>(KEPT_MAX);

  /**
   * Who logs in where.
   *
   * @param who a folded name, or the hash of a secret such as the id of an iButton
   */
  private record Pair(boolean secret, String who, InetAddress network) {}

  /** Somebody who has logged in there before. */
  private static final class Known {
    final Blame blame;
    long forgaveNanos;

    Known(LoginLimits limits, long nowNanos) {
      blame = new Blame(limits);
      forgaveNanos = nowNanos;
    }
  }

  /** An address, or a network of them. */
  private static final class Place {
    final Blame blame;
    final SecretRate secrets;
    int checks;

    Place(LoginLimits limits) {
      blame = new Blame(limits);
      secrets = new SecretRate(limits);
    }
  }

  /** What is kept about one attempt's name and address. */
  final class Subject {
    private final Pair pair;
    private final Blame ofName;
    private final Place place;
    private final boolean frontEnd;

    private Subject(Pair pair, boolean frontEnd) {
      this.pair = pair;
      this.frontEnd = frontEnd;
      place = places.computeIfAbsent(pair.network, key -> new Place(limits));
      ofName =
          pair.secret
              ? new Blame(limits)
              : names.computeIfAbsent(pair.who, key -> new Blame(limits));
    }

    /** Whether checking it takes so long that only a few are checked at once. */
    boolean isSlow() {
      return !pair.secret;
    }

    /** How many slow checks are under way for its address. */
    int checksOfAddress() {
      return place.checks;
    }

    /** How many are under way for its name. */
    int checksOfName() {
      return ofName.underWay();
    }

    /** Whether somebody has logged in before by that name, or iButton, from its address. */
    boolean isKnown() {
      return known.containsKey(pair);
    }

    /** Whether it comes through a front end, and {@link #isKnown} is not true of it. */
    boolean isNewAtFrontEnd() {
      return frontEnd && !isKnown();
    }

    /** How many wrong ones are held against its name. */
    int wrongOfName() {
      return ofName.wrong();
    }

    /** How many wrong ones are held against its address. */
    int wrongOfAddress() {
      return frontEnd ? 0 : place.blame.wrong();
    }

    /** What it has to wait for now. */
    List<LoginGuard> guards() {
      Known here = known.get(pair);
      if (pair.secret) {
        return here == null ? List.of(place.secrets) : List.of();
      }
      if (here != null) {
        return List.of(here.blame);
      }
      return frontEnd ? List.of(ofName) : List.of(ofName, place.blame);
    }

    void checkBegins() {
      place.checks += isSlow() ? 1 : 0;
    }

    void checkEnds() {
      place.checks -= isSlow() ? 1 : 0;
    }

    /** It was right. */
    void forgive(long nowNanos) {
      Known here = known.get(pair);
      boolean first = here == null;
      if (first) {
        here = new Known(limits, nowNanos);
        known.put(pair, here);
      }
      here.blame.forgive();
      ofName.forgive();
      if (first || nowNanos - here.forgaveNanos >= Blame.FORGOTTEN_NANOS) {
        place.blame.forgive();
        here.forgaveNanos = nowNanos;
      }
    }
  }

  LoginGuards(LoginLimits limits) {
    this.limits = limits;
  }

  Subject ofName(String typed, LoginOrigin origin) {
    String name = MemberRules.folded(typed);
    String bounded = name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
    return new Subject(new Pair(false, bounded, origin.network()), origin.frontEnd());
  }

  Subject ofSecret(String secret, LoginOrigin origin) {
    // In whatever case a reader sends the id of a card. It is not kept: tokens are worth stealing.
    String hash = SecretText.hash(MemberRules.ibutton(secret));
    return new Subject(new Pair(true, hash, origin.network()), origin.frontEnd());
  }

  /** How many names, addresses and pairs of them are kept. */
  int kept() {
    return names.size() + places.size() + known.size();
  }
}
