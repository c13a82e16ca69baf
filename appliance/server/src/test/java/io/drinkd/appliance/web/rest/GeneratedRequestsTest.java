package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.credential.TokenStore.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests made of the document, right and wrong: each answer stands in it, and none is a fault.
 * More of them, and others, with {@code -Ddrinkd.fuzz.requests=100000 -Ddrinkd.fuzz.seed=2}.
 */
class GeneratedRequestsTest {

  private static final int REQUESTS = Integer.getInteger("drinkd.fuzz.requests", 2_000);
  private static final long SEED = Long.getLong("drinkd.fuzz.seed", 1);

  @TempDir Path data;

  @Test
  void noRequestIsAnsweredOutsideTheDocumentOrByAFault() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient client = house.anybody();
        RestClient alice = house.member("alice")) {
      for (String name : List.of("dave", "eve")) {
        alice.post("/members", "{'name':'" + name + "','credits':1000}");
      }
      GeneratedRequests requests =
          new GeneratedRequests(
              SEED,
              List.of(
                  house.token("alice", Scope.MEMBER),
                  house.token("alice", Scope.READ),
                  house.token("bob", Scope.MEMBER),
                  house.token("poor", Scope.READ)),
              List.of("dave", "eve", "carol", "nobody"));
      Map<Integer, Integer> statuses = new TreeMap<>();
      for (int i = 0; i < REQUESTS; i++) {
        RestRequest request = requests.next();
        statuses.merge(answered(client, request, i).status(), 1, Integer::sum);
      }

      assertThat(statuses.keySet()).contains(200, 201, 204, 400, 401, 403, 404, 405, 409, 422);
      assertThat(house.house().booksDisagreements()).isEmpty();
    }
  }

  private static RestAnswer answered(RestClient client, RestRequest request, int number)
      throws IOException {
    try {
      RestAnswer answer = client.send(request);
      if (answer.status() >= 500) {
        throw new AssertionError(request + "\nwas answered\n" + answer);
      }
      return answer;
    } catch (AssertionError | IOException e) {
      throw new AssertionError("seed " + SEED + ", request " + number + ": " + request, e);
    }
  }
}
