package io.drinkd.appliance.web.oidc;

import io.drinkd.appliance.credential.OutsideIdentity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a browser keep whom a provider has vouched for, until it is known which member that is. What
 * the browser keeps cannot be changed, and is worth nothing after a while, or after a restart. May
 * be used by any thread.
 */
public final class PersonSeal {

  /** How long it is worth something. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int PARTS = 6;
  private static final int NAME_MAX = 100;

  private final SecretKeySpec key;
  private final Clock clock;

  /** One with a key of its own. */
  public PersonSeal(Clock clock) {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
    this.clock = clock;
  }

  /** As text fit for a cookie. A name that is too long for it is left out. */
  public String text(Provider.Person person) {
    String ends = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
    String open =
        String.join(
            ".",
            encoded(ends),
            encoded(person.identity().issuer()),
            encoded(person.identity().subject()),
            encoded(person.admin().map(Object::toString).orElse("")),
            encoded(person.name().filter(name -> name.length() <= NAME_MAX).orElse("")));
    return open + "." + encoded(code(open));
  }

  /** Who has this {@link #text}; empty if nobody has, or it is too old. */
  public Optional<Provider.Person> of(String text) {
    int end = text.lastIndexOf('.');
    if (end < 0 || !isSealed(text.substring(0, end), text.substring(end + 1))) {
      return Optional.empty();
    }
    List<String> parts = Arrays.stream(text.split("\\.", -1)).map(PersonSeal::decoded).toList();
    if (parts.size() != PARTS || clock.instant().getEpochSecond() > Long.parseLong(parts.get(0))) {
      return Optional.empty();
    }
    return Optional.of(
        new Provider.Person(
            new OutsideIdentity(parts.get(1), parts.get(2)),
            given(parts.get(4)),
            given(parts.get(3)).map(Boolean::valueOf)));
  }

  private boolean isSealed(String open, String code) {
    byte[] right = encoded(code(open)).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(right, code.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> given(String part) {
    return Optional.of(part).filter(text -> !text.isEmpty());
  }

  private byte[] code(String open) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(open.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static String encoded(String part) {
    return encoded(part.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
