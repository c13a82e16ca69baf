package io.drinkd.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that a board repeats in its own words. */
class SecretTest {

  private static final String HARD = "a/b \"c\"=é";

  @ParameterizedTest
  @ValueSource(
      strings = {
        HARD,
        "A/B \"C\"=é",
        "a\\/b \\\"c\\\"=é",
        "a%2Fb+%22c%22%3D%C3%A9",
        "a%2fb%20%22c%22%3d%c3%a9",
        "a/b \"c\"=\\u00e9",
        "a/b \"c\"=\u00c3\u00a9",
        "YS9iICJjIj3DqQ==",
        "YS9iICJjIj3DqQ",
        "61 2F 62 20 22 63 22 3D C3 A9",
        "612f62202263223dc3a9"
      })
  void isMaskedInWhateverFormItIsRepeated(String form) {
    assertThat(new Secret(HARD).mask("wrong token " + form + ", go away"))
        .startsWith("wrong token ****")
        .endsWith(", go away")
        .hasSizeLessThan(30);
  }

  @Test
  void isMaskedAsItWasSent() {
    Secret secret = new Secret("s3cret");
    MaskedText.base64("user:", secret);

    assertThat(secret.mask("Basic dXNlcjpzM2NyZXQ= is user:s3cret"))
        .isEqualTo("Basic **** is user:****");
  }

  @Test
  void isMaskedWhereItIsCutOff() {
    Secret secret = new Secret("fjord-and-elk");

    assertThat(secret.mask("token fjord-an... (90 characters)"))
        .isEqualTo("token ****... (90 characters)");
    assertThat(secret.mask("token fjord-an")).isEqualTo("token ****");
    assertThat(secret.mask("by the fjord")).isEqualTo("by the fjord");
  }

  @Test
  void ofOneCharacterIsNotMaskedAndOfTwoAsAWordAlone() {
    assertThat(new Secret("a").mask("a board that a can jams"))
        .isEqualTo("a board that a can jams");
    assertThat(new Secret("an").mask("token an, and the can")).isEqualTo("token ****, and the can");
    assertThat(new Secret("").mask("no token at all")).isEqualTo("no token at all");
  }
}
