package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood is refused, and not left out. */
class PlainRequestsTest {

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"/machines", "/machines/d", "/me", "/tokens", "/links", "/members/bob"})
  void aParameterThatNobodyKnowsIsNamed(String path) throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient alice = house.member("alice")) {
      RestAnswer answer = alice.get(path + "?nosuch=1");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.at("/fields/0/field")).contains("nosuch");
    }
  }
}
