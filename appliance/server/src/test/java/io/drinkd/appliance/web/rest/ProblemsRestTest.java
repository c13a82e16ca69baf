package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.failure.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Requests that are wrong as such, and the document that says what is right. */
class ProblemsRestTest {

  @TempDir Path data;

  @Test
  void whatIsNoJsonIsMalformed() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob")) {
      List<String> malformed =
          List.of(
              "",
              "{",
              "{} {}",
              "{'public':true,'public':false}",
              "[".repeat(1_000),
              "{'public':\u0000}",
              "{public:true}",
              "{'public':NaN}",
              "// no\n{}");
      for (String body : malformed) {
        RestAnswer answer = bob.send("PATCH", "/me", body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.at("/type")).isEqualTo("/api#malformed");
      }
      RestRequest latin = RestRequest.of("PATCH", "/api/v1/me");
      byte[] bytes = "{\"x\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
      assertThat(bob.send(latin.body("application/json", bytes)).status()).isEqualTo(400);
    }
  }

  @Test
  void wrongFieldsAreNamedAllAtOnce() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob")) {
      RestAnswer answer =
          bob.post(
              "/transfers", "a", "{'amount':1.0,'reason':5,'colour':'red','\\u0007\\u202e':1}");

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.json().at("/fields").toString())
          .isEqualTo(
              "[{\"field\":\"amount\",\"detail\":\"found 1.0, expected a whole number\"},"
                  + "{\"field\":\"reason\",\"detail\":\"found 5, expected a text\"},"
                  + "{\"field\":\"to\",\"detail\":\"is missing\"},"
                  + "{\"field\":\"colour\",\"detail\":\"is not known here\"},"
                  + "{\"field\":\"??\",\"detail\":\"is not known here\"}]");
      assertThat(bob.post("/transfers", "a", "[1]").at("/fields/0/detail"))
          .isEqualTo("found a list, expected an object");
      assertThat(bob.post("/transfers", "a", "null").at("/fields/0/detail"))
          .isEqualTo("found null, expected an object");
      assertThat(bob.post("/transfers", "a", "{'to':null,'amount':1}").at("/fields/0/detail"))
          .isEqualTo("found null, expected a text");
      assertThat(bob.get("/drops?limit=1&limit=2").status()).isEqualTo(400);
      assertThat(bob.get("/drops?before=0&state=eaten&colour=red").json().at("/fields").size())
          .isEqualTo(3);
    }
  }

  @Test
  void requestsAreAnsweredByTheRulesOfHttp() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient bob = house.member("bob")) {
      assertThat(bob.get("/nothing").status()).isEqualTo(404);
      RestAnswer method = bob.delete("/machines");
      assertThat(method.status()).isEqualTo(405);
      assertThat(method.header("Allow")).contains("GET, HEAD, OPTIONS");
      RestRequest me = RestRequest.of("GET", "/api/v1/me");
      assertThat(bob.send(me.with("Accept", "text/html")).status()).isEqualTo(406);
      assertThat(bob.send(me.with("Accept", "text/html, */*;q=0.1")).status()).isEqualTo(200);
      RestRequest patch = RestRequest.of("PATCH", "/api/v1/me");
      byte[] body = "{\"public\":true}".getBytes(StandardCharsets.UTF_8);
      assertThat(bob.send(patch.body("text/plain", body)).status()).isEqualTo(415);
      assertThat(bob.send(patch.body("application/json", new byte[65_537])).status())
          .isEqualTo(413);
      RestAnswer head = bob.send(RestRequest.of("HEAD", "/api/v1/machines"));
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void theBooksBeingAwayIsNoFaultOfTheClient() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob");
        RestClient anybody = house.anybody()) {
      house.house().closeBooks();

      RestAnswer away = bob.post("/drops", "a", "{'machine':'d','slot':1}");
      assertThat(away.status()).isEqualTo(503);
      assertThat(away.at("/refusal")).isEqualTo("not-ready");
      assertThat(anybody.get("/machines").status()).as("from memory").isEqualTo(200);
    }
  }

  @Test
  void theDocumentIsServedAndNamesEveryRefusal() throws Exception {
    try (RestHouse house = new RestHouse(data);
        RestClient anybody = house.anybody()) {
      RestAnswer document = anybody.get("/openapi.yaml");
      assertThat(document.text()).startsWith("openapi: 3.1.0\n");
    }
    JsonNode words = Contract.read().document().at("/components/schemas/Refusal/enum");
    assertThat(words.valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(Arrays.stream(Refusal.values()).map(Refusal::word).toList());
  }

  @Test
  void thePageHasEveryCall() {
    ApiDocument page = ApiDocument.read(new AsItIs());

    assertThat(page.groups().stream().flatMap(group -> group.calls().stream()))
        .hasSameSizeAs(Contract.read().operations())
        .allMatch(call -> !call.summary().isEmpty() && !call.answers().isEmpty());
    assertThat(page.refusals()).contains("poor");
  }

  private static final class AsItIs implements ApiDocument.Wording {

    @Override
    public String sentence(String place, String english) {
      return english;
    }

    @Override
    public String type(String kind, Object... values) {
      return kind;
    }
  }
}
