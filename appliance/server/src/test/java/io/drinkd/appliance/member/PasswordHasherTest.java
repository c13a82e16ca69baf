package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

  private final PasswordHasher hasher = new PasswordHasher();

  @AfterEach
  void close() {
    hasher.close();
  }

  /** Made by password4j of "correct horse", with -Duser.language=tr. */
  @Test
  void recognisesHashThatWasMadeInTurkish() {
    Optional<String> hash =
        Optional.of(
            "$argon2\u0131d$v=19$m=19456,t=2,p=1$ehqGGKbkQGEs2AEP4AtCCQ$n"
                + "yYX/4G+32rEbSZ89g6tnky8qB3ajNAyoci31VYDBj4");

    assertThat(hasher.matches("correct horse", hash).join()).isTrue();
    assertThat(hasher.matches("wrong horse", hash).join()).isFalse();
  }
}
