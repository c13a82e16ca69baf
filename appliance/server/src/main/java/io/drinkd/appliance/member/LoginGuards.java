package io.drinkd.appliance.member;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.credential.RandomSecret;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whose wrong logins are counted where. Used under the lock of {@link LoginAttempts}.
 *
 * <ul>
 *   <li>Names are counted as they are typed, whether somebody has them or not, so nothing here
 *       reveals which exist; those that differ in case or blanks alone are one.
 *   <li>Nobody is locked out by others: from an address where somebody has logged in before, only
 *       what is typed there for that name counts.
 *   <li>Wrong codes of kiosks, and wrong cards at kiosks, count for their address as wrong
 *       passwords do, and those cards for their kiosk too: people type the ones, and whoever has
 *       the screen can try the others. From tokens, and from readers of cards on other listeners,
 *       come the wrong ones of programs and of strangers: those have a rate alone, see {@link
 *       SecretRate}.
 *   <li>A right login by password takes back what its address is blamed for, but each member does
 *       so once in ten minutes: otherwise whoever has one account could guess at others between two
 *       logins of his own. A secret takes nothing back: it does not say whose it is, and anybody
 *       has as many tokens as he likes.
 *   <li>What is kept of names and addresses is bounded.
 * </ul>
 */
final class LoginGuards {

  /** Of names, of addresses, of pairs of them, and of secrets at addresses. */
  static final int KEPT_MAX = 10_000;

  /** So many requests wait at a place by name, the last of them for longer than anybody waits. */
  private static final int NAMES_WAITING_MAX = 32;

  /** As many by secrets of one kind, which are checked within two seconds. */
  private static final int SECRETS_WAITING_MAX = 20;

  /** Of one member who has logged in there before, and need not wait behind strangers. */
  private static final int KNOWN_WAITING_MAX = 8;

  private final LoginLimits limits;
  private final BoundedMap<String, Blame> names = new BoundedMap<>(KEPT_MAX);
  private final BoundedMap<InetAddress, Place> places = new BoundedMap<>(KEPT_MAX);
  private final BoundedMap<Long, Blame> kiosks = new BoundedMap<>(KEPT_MAX);
  private final BoundedMap<Pair, Known> known = new BoundedMap<>(KEPT_MAX);

  /** Apart from names, so that a crowd of tokens makes no name forgotten. */
  private final BoundedMap<Pair, Known> knownSecrets = new BoundedMap<>(KEPT_MAX);

  /**
   * Who logs in where.
   *
   * @param who a folded name, or the hash of a secret such as the id of an iButton
   */
  private record Pair(boolean secret, String who, InetAddress network) {}

  /** Somebody who has logged in there before. */
  private static final class Known {
    final Blame blame;
    final WaitingLine line = new WaitingLine(KNOWN_WAITING_MAX);
    long forgaveNanos;

    Known(LoginLimits limits, long nowNanos) {
      blame = new Blame(limits);
      forgaveNanos = nowNanos;
    }
  }

  /** An address, or a network of them. */
  private static final class Place {
    final Blame blame;
    final WaitingLine line = new WaitingLine(NAMES_WAITING_MAX);
    final Map<SecretKind, Secrets> secrets = new EnumMap<>(SecretKind.class);
    int checks;

    Place(LoginLimits limits) {
      blame = new Blame(limits);
    }
  }

  /** Those of one kind that come from an address. */
  private record Secrets(SecretRate rate, WaitingLine line) {

    Secrets(LoginLimits limits) {
      this(new SecretRate(limits), new WaitingLine(SECRETS_WAITING_MAX));
    }
  }

  /** What is kept about one attempt's name and address. */
  final class Subject {
    private final Pair pair;
    private final Blame ofName;
    private final Place place;
    private final boolean frontEnd;
    private final Optional<Secrets> secrets;
    private final List<LoginGuard> ofGuess;

    private Subject(Pair pair, LoginOrigin origin, Optional<SecretKind> kind) {
      this.pair = pair;
      frontEnd = origin.frontEnd();
      place = places.computeIfAbsent(pair.network, key -> new Place(limits));
      secrets = kind.map(one -> place.secrets.computeIfAbsent(one, key -> new Secrets(limits)));
      ofName =
          pair.secret
              ? new Blame(limits)
              : names.computeIfAbsent(pair.who, key -> new Blame(limits));
      ofGuess = secrets.map(of -> guards(of, kind.get(), origin.kiosk())).orElse(List.of());
    }

    /** What a secret has to wait for with which nobody has logged in there before. */
    private List<LoginGuard> guards(Secrets of, SecretKind kind, OptionalLong kiosk) {
      List<LoginGuard> guards = new ArrayList<>(List.of(of.rate));
      if (kind == SecretKind.CODE || kiosk.isPresent()) {
        guards.add(place.blame);
      }
      kiosk.ifPresent(
          number -> guards.add(kiosks.computeIfAbsent(number, key -> new Blame(limits))));
      return guards;
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
      return knownPairs().containsKey(pair);
    }

    /**
     * Whether nothing tells it from a crowd of others at its address: it comes through a front end,
     * or by a secret, and {@link #isKnown} is not true of it.
     */
    boolean isInCrowd() {
      return (frontEnd || pair.secret) && !isKnown();
    }

    /** Where it waits for its turn, if it is a request. */
    WaitingLine line() {
      Known here = knownPairs().get(pair);
      return here == null ? secrets.map(Secrets::line).orElse(place.line) : here.line;
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
      Known here = knownPairs().get(pair);
      if (secrets.isPresent()) {
        return here == null ? ofGuess : List.of();
      }
      if (here != null) {
        return List.of(here.blame);
      }
      return frontEnd ? List.of(ofName) : List.of(ofName, place.blame);
    }

    private BoundedMap<Pair, Known> knownPairs() {
      return pair.secret ? knownSecrets : known;
    }

    void checkBegins() {
      place.checks += isSlow() ? 1 : 0;
    }

    void checkEnds() {
      place.checks -= isSlow() ? 1 : 0;
    }

    /** Whether this wrong one, which has just ended, is the first to make its address pause. */
    boolean beginsPause() {
      return guards().contains(place.blame) && place.blame.wrong() == limits.wrong();
    }

    /** Where it comes from. */
    InetAddress network() {
      return pair.network;
    }

    /** It was right. */
    void forgive(long nowNanos) {
      Known here = knownPairs().get(pair);
      boolean first = here == null;
      if (first) {
        here = new Known(limits, nowNanos);
        knownPairs().put(pair, here);
      }
      here.blame.forgive();
      ofName.forgive();
      if (pair.secret) {
        return;
      }
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
    String bounded = name.substring(0, Math.min(name.length(), MemberRules.TYPED_NAME_MAX));
    Pair pair = new Pair(false, bounded, origin.network());
    return new Subject(pair, origin, Optional.empty());
  }

  Subject ofSecret(SecretKind kind, String secret, LoginOrigin origin) {
    // In whatever case a reader sends the id of a card. It is not kept: tokens are worth stealing.
    String hash = RandomSecret.hash(MemberRules.ibutton(secret));
    Pair pair = new Pair(true, hash, origin.network());
    return new Subject(pair, origin, Optional.of(kind));
  }

  /** How many names, addresses, kiosks and pairs of them are kept. */
  int kept() {
    return names.size() + places.size() + kiosks.size() + known.size() + knownSecrets.size();
  }
}
