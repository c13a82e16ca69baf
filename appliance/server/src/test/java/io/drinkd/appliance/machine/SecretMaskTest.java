package io.drinkd.appliance.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every form in which a secret is sent. */
class SecretMaskTest {

  private final SecretMask mask = new SecretMask();

  @Test
  void masksTheLongestFormFirst() {
    mask.add("cret");
    mask.add("s3cret");
    mask.add("");

    assertThat(mask.mask("GET s3cret or cret")).isEqualTo("GET **** or ****");
    assertThat(mask.mask("nothing of it")).isEqualTo("nothing of it");
  }

  @Test
  void withholdsWhatMayBeTheBeginningOfAny() {
    mask.add("s3cret");
    mask.add("c2Vj");

    assertThat(mask.beginsIn("say s3c")).isEqualTo(3);
    assertThat(mask.beginsIn("say c2V")).isEqualTo(3);
    assertThat(mask.beginsIn("say it")).isZero();
  }
}
