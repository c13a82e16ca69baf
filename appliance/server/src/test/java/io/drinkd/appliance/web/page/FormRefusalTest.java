package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import org.junit.jupiter.api.Test;

/** In which words a refusal is said. */
class FormRefusalTest {

  private static String said(RefusedException refused, String language) {
    return Renderer.notice(refused, TestTexts.of(language)).sentence();
  }

  @Test
  void whoeverHasToWaitIsToldForHowLong() {
    RefusedException tooMany = new RefusedException(Refusal.TOO_MANY_LOGINS);

    assertThat(said(tooMany, "en")).isEqualTo("Too many tries. Wait 5 s and try again.");
    assertThat(said(tooMany, "de"))
        .isEqualTo("Zu viele Versuche. Warte 5 s und versuche es dann noch einmal.");
  }

  @Test
  void aValueOfItsOwnHasWordsOfItsOwn() {
    RefusedException refused = new RefusedException(Refusal.INVALID_PASSWORD, "they differ");

    assertThat(said(refused, "en")).startsWith("This password is not possible.");
    assertThat(said(refused.about("again"), "en"))
        .isEqualTo("The two are not the same. Type the new password twice.");
    assertThat(said(refused.about("something"), "en")).isEqualTo(said(refused, "en"));
  }
}
