package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.sunday.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drops asked for, looked at, called off, decided and paid back. */
class DropsRestTest {

  @TempDir Path data;

  @Test
  void aDrinkFallsAndIsPaid() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob")) {
      RestAnswer dropped = bob.post("/drops", "a", "{'machine':'d','slot':1}");

      assertThat(dropped.status()).isEqualTo(201);
      assertThat(dropped.header("Location")).contains("/api/v1/drops/1");
      assertThat(dropped.text()).isEqualTo("{\"id\":1,\"state\":\"dropped\",\"available\":950}");
      RestAnswer one = bob.get("/drops/1");
      assertThat(one.at("/state")).isEqualTo("dropped");
      assertThat(one.at("/item")).isEqualTo("Coke");
      assertThat(bob.get("/me").at("/available")).isEqualTo("950");
      assertThat(bob.post("/drops", "b", "{'machine':'d','slot':'any'}").status()).isEqualTo(201);
      assertThat(bob.get("/drops?limit=1").at("/drops/0/id")).isEqualTo("2");
      assertThat(bob.get("/drops?before=2&state=dropped&machine=bigdrink").at("/drops/0/id"))
          .isEqualTo("1");
      assertThat(bob.get("/me/history").at("/entries/1/amount")).isEqualTo("-50");
    }
  }

  @Test
  void whatCannotDropIsRefusedByAProblem() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob");
        RestClient poor = house.member("poor")) {
      house.house().disable(1);

      assertProblem(poor.post("/drops", "a", "{'machine':'d','slot':2}"), 402, "poor", 203);
      assertProblem(bob.post("/drops", "b", "{'machine':'d','slot':3}"), 409, "empty", 100);
      assertProblem(bob.post("/drops", "c", "{'machine':'d','slot':1}"), 409, "disabled", 102);
      assertProblem(bob.post("/drops", "d", "{'machine':'ld','slot':1}"), 409, "away", 416);
      assertProblem(bob.post("/drops", "e", "{'machine':'d','slot':9}"), 404, "no-such-slot", 409);
      assertProblem(
          bob.post("/drops", "f", "{'machine':'x','slot':1}"), 404, "no-such-machine", 413);
      assertProblem(
          bob.post("/drops", "g", "{'machine':'d','slot':2,'delay':3601}"),
          422,
          "invalid-delay",
          403);
      assertProblem(
          house.reader("bob").post("/drops", "h", "{'machine':'d','slot':2}"),
          403,
          "forbidden",
          200);
      assertProblem(
          house.anybody().post("/drops", "i", "{'machine':'d','slot':2}"),
          401,
          "not-logged-in",
          204);
      house.house().takeOutOfService();
      assertProblem(
          bob.post("/drops", "j", "{'machine':'d','slot':2}"), 409, "out-of-service", 416);
      assertThat(bob.post("/drops", "{'machine':'d','slot':2}").status())
          .as("no key")
          .isEqualTo(400);
    }
  }

  @Test
  void whatWasSeenAndIsOtherwiseByNowIsNotSold() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob")) {
      String dearer = "{'machine':'d','slot':1,'item':'Coke','price':51}";
      String other = "{'machine':'d','slot':1,'item':'Pepsi'}";
      String right = "{'machine':'d','slot':1,'item':'Coke','price':50}";

      assertProblem(bob.post("/drops", "a", dearer), 409, "slot-changed", 406);
      assertProblem(bob.post("/drops", "a", other), 409, "slot-changed", 406);
      assertThat(bob.get("/me").at("/available")).isEqualTo("1000");
      RestAnswer dropped = bob.post("/drops", "a", right);
      assertThat(dropped.status()).isEqualTo(201);

      assertThat(bob.post("/drops", "a", right).text()).as("again").isEqualTo(dropped.text());
      assertProblem(bob.post("/drops", "a", dearer), 422, "key-reused", 406);
      assertThat(bob.post("/drops", "b", "{'machine':'d','slot':'any','item':'Coke'}").status())
          .isEqualTo(422);
      assertThat(bob.post("/drops", "b", "{'machine':'d','slot':1,'price':-1}").status())
          .isEqualTo(422);
    }
  }

  private static void assertProblem(RestAnswer answer, int status, String refusal, int code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.at("/refusal")).isEqualTo(refusal);
    assertThat(answer.at("/code")).isEqualTo(String.valueOf(code));
    assertThat(answer.at("/type")).isEqualTo("/api#" + refusal);
  }

  @Test
  void aDropOfTheBoardsRefusingNamesItself() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob")) {
      house.house().commandBoard("nack");

      RestAnswer refused = bob.post("/drops", "a", "{'machine':'d','slot':1}");

      assertProblem(refused, 409, "drop-refused", 101);
      assertThat(refused.at("/instance")).isEqualTo("/api/v1/drops/1");
    }
  }

  @Test
  void aDelayedDropIsAnsweredAtOnceAndCalledOff() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob");
        RestClient alice = house.member("alice")) {
      RestAnswer delayed = bob.post("/drops", "a", "{'machine':'d','slot':1,'delay':600}");

      assertThat(delayed.status()).isEqualTo(202);
      assertThat(delayed.text()).isEqualTo("{\"id\":1,\"state\":\"delayed\",\"available\":950}");
      assertThat(alice.delete("/drops/1").status()).as("another's").isIn(404, 409);
      assertThat(bob.delete("/drops/1").status()).isEqualTo(204);
      assertThat(bob.get("/drops/1").at("/state")).isEqualTo("cancelled");
      assertThat(bob.delete("/drops/1").status()).as("once more").isEqualTo(204);
      assertThat(bob.post("/drops", "b", "{'machine':'d','slot':1}").status()).isEqualTo(201);
      assertProblem(bob.delete("/drops/2"), 409, "too-late-to-cancel", 406);
      assertThat(bob.delete("/drops/77").status()).isEqualTo(404);
      assertThat(bob.delete("/drops/x").status()).isEqualTo(404);
    }
  }

  @Test
  void whoeverDoesNotWaitIsToldWhereToLook() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob")) {
      bob.with("Prefer", "respond-async, wait=10");
      RestAnswer begun = bob.post("/drops", "a", "{'machine':'d','slot':1}");

      assertThat(begun.status()).isIn(201, 202);
      assertThat(begun.header("Preference-Applied")).contains("respond-async");
      String path = begun.header("Location").orElseThrow().substring(Contract.BASE.length());
      await().atMost(House.PATIENCE).until(() -> bob.get(path).at("/state").equals("dropped"));
    }
  }

  @Test
  void inDoubtIsNoFailureAndAnAdminDecides() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob");
        RestClient alice = house.member("alice")) {
      house.house().commandBoard("silence");
      RestAnswer doubt = bob.post("/drops", "a", "{'machine':'d','slot':1}");

      assertThat(doubt.status()).isEqualTo(202);
      assertThat(doubt.text()).isEqualTo("{\"id\":1,\"state\":\"in-doubt\",\"available\":950}");
      assertThat(bob.get("/me").at("/held")).isEqualTo("50");
      assertThat(bob.get("/drops/1").at("/steps/0/state")).isEqualTo("in-doubt");
      assertProblem(bob.post("/drops", "b", "{'machine':'d','slot':2}"), 409, "busy", 152);
      String decision = "{'outcome':'dropped','reason':'bob has the can'}";
      assertThat(bob.post("/drops/1/resolution", decision).status()).isEqualTo(403);
      RestAnswer decided = decidedOnceByTwoAtOnce(house, decision);
      assertThat(decided.at("/state")).isEqualTo("dropped");
      assertThat(decided.at("/end/actor")).isEqualTo("admin:alice");
      assertProblem(alice.post("/drops/1/resolution", decision), 409, "not-in-doubt", 406);
      assertThat(alice.post("/drops/1/resolution", "{'outcome':'x','reason':'y'}").status())
          .isEqualTo(422);
    }
  }

  private static RestAnswer decidedOnceByTwoAtOnce(RestHouse house, String decision)
      throws Exception {
    try (RestClient one = house.member("alice");
        RestClient other = house.member("alice")) {
      CompletableFuture<RestAnswer> first = decided(one, decision);
      CompletableFuture<RestAnswer> second = decided(other, decision);
      List<RestAnswer> both = List.of(first.join(), second.join());
      assertThat(both).extracting(RestAnswer::status).containsExactlyInAnyOrder(200, 409);
      return both.get(0).status() == 200 ? both.get(0) : both.get(1);
    }
  }

  private static CompletableFuture<RestAnswer> decided(RestClient admin, String decision) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return admin.post("/drops/1/resolution", decision);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void waitsNoLongerThanItMay() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob")) {
      house.house().commandBoard("swallow");
      CompletableFuture<RestAnswer> answer =
          CompletableFuture.supplyAsync(() -> unchecked(bob, "{'machine':'d','slot':1}"));
      await().atMost(House.PATIENCE).until(() -> house.waiting() > 0);
      await()
          .atMost(House.PATIENCE)
          .until(
              () -> {
                house.endPatience();
                return answer.isDone();
              });

      assertThat(answer.join().status()).isEqualTo(202);
      assertThat(answer.join().at("/state")).isIn("sent", "queued", "in-doubt");
    }
  }

  private static RestAnswer unchecked(RestClient client, String drop) {
    try {
      return client.post("/drops", "a", drop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCanThatStuckIsPaidBackOnce() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob");
        RestClient alice = house.member("alice")) {
      bob.post("/drops", "a", "{'machine':'d','slot':1}");
      RestAnswer refunded = alice.post("/drops/1/refund", "r", "{'reason':'it hangs'}");

      assertThat(refunded.text()).isEqualTo("{\"member\":\"bob\",\"credits\":50}");
      assertThat(bob.get("/me").at("/available")).isEqualTo("1000");
      assertThat(bob.get("/drops/1").at("/refund/reason")).contains("it hangs");
      assertThat(bob.get("/drops/1").at("/state")).contains("dropped");
      assertThat(bob.get("/drops?paidBack=true").at("/drops/0/paidBackAt")).contains("T");
      assertThat(bob.get("/drops?paidBack=false").text()).isEqualTo("{\"drops\":[]}");
      assertThat(bob.get("/drops?paidBack=maybe").status()).isEqualTo(422);
      RestAnswer again = alice.post("/drops/1/refund", "r", "{'reason':'it hangs'}");
      assertThat(again.text()).as("replayed").isEqualTo(refunded.text());
      assertThat(alice.post("/drops/1/refund", "r", "{'reason':'else'}").status()).isEqualTo(422);
      assertProblem(
          alice.post("/drops/1/refund", "s", "{'reason':'it hangs'}"), 409, "not-refundable", 406);
    }
  }

  @Test
  void othersDropsAreForAdminsAlone() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob");
        RestClient poor = house.member("poor");
        RestClient alice = house.member("alice")) {
      bob.post("/drops", "a", "{'machine':'d','slot':1}");

      assertThat(poor.get("/drops/1").status()).isEqualTo(404);
      assertThat(poor.get("/drops").json().at("/drops").size()).isZero();
      assertThat(poor.get("/drops?member=bob").status()).isEqualTo(403);
      assertThat(alice.get("/drops/1").at("/member")).isEqualTo("bob");
      assertThat(alice.get("/drops?member=bob").json().at("/drops").size()).isEqualTo(1);
      for (String nobody : List.of("", "%00", "%20", "eve")) {
        assertThat(alice.get("/drops?member=" + nobody).json().at("/drops").size())
            .as("drops of '%s'", nobody)
            .isZero();
      }
      assertThat(house.reader("alice").get("/drops/1").status()).isEqualTo(404);
    }
  }
}
