package io.drinkd.appliance.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.web.oidc.Provider.Person;
import io.drinkd.driver.testkit.ManualTimers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a browser keeps of somebody who is not known yet. */
class PersonSealTest {

  private static final OutsideIdentity IDENTITY = new OutsideIdentity("https://login.example", "1");

  private final ManualTimers time = new ManualTimers();
  private final PersonSeal seal = new PersonSeal(time.clock());

  @Test
  void keepsWhoItIsForAWhile() {
    Person all = new Person(IDENTITY, Optional.of("Zoë."), Optional.of(false));
    Person little = new Person(IDENTITY, Optional.empty(), Optional.empty());
    String text = seal.text(all);
    assertThat(text).matches("[A-Za-z0-9_.-]+");
    assertThat(seal.of(text)).contains(all);
    assertThat(seal.of(seal.text(little))).contains(little);

    time.advance(PersonSeal.LIFETIME.plusSeconds(1));
    assertThat(seal.of(text)).isEmpty();
  }

  @Test
  void nobodyElseCanMakeOne() {
    Person person = new Person(IDENTITY, Optional.empty(), Optional.of(true));
    assertThat(new PersonSeal(time.clock()).of(seal.text(person))).isEmpty();
    assertThat(seal.of(seal.text(person) + ".")).isEmpty();
    assertThat(seal.of("")).isEmpty();
  }

  @Test
  void leavesOutANameThatNoCookieHolds() {
    Person person = new Person(IDENTITY, Optional.of("x".repeat(5_000)), Optional.empty());
    assertThat(seal.of(seal.text(person)).orElseThrow().name()).isEmpty();
  }
}
