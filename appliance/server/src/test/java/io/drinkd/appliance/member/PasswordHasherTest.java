package io.drinkd.appliance.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.PasswordCost;
import io.drinkd.appliance.failure.RefusedException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

  private final PasswordHasher hasher = new PasswordHasher(PasswordCost.STANDARD);

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

  @Test
  void hashesOfListAreInItsOrder() {
    List<String> passwords = List.of("one", "two", "three", "two", "five");

    List<String> hashes = hasher.hashAll(passwords).join();

    assertThat(hashes).hasSameSizeAs(passwords).doesNotHaveDuplicates();
    for (int i = 0; i < hashes.size(); i++) {
      assertThat(hasher.matches(passwords.get(i), Optional.of(hashes.get(i))).join()).isTrue();
    }
    assertThat(hasher.hashAll(List.of()).join()).isEmpty();
  }

  /** Each of two threads, where there are two processors, ends with the password it is at. */
  @Test
  void endsWithinListWhenClosed() {
    CompletableFuture<List<String>> hashes = hasher.hashAll(Collections.nCopies(10_000, "again"));

    hasher.close();

    assertThatThrownBy(hashes::join)
        .hasCauseInstanceOf(RefusedException.class)
        .hasMessageEndingWith("the appliance is stopping");
  }
}
