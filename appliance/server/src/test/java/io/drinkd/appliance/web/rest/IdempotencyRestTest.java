package io.drinkd.appliance.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.sunday.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that may be repeated: one effect, and the same answer each time. */
class IdempotencyRestTest {

  private static final String DRINK = "{'machine':'d','slot':1}";
  private static final int TIMES = 8;

  /** As many as the slot holds. */
  private static final int DRINKS = 5;

  @TempDir Path data;

  @Test
  void theSameKeyAtOnceIsOneDrop() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(TIMES);
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob")) {
      String token = house.token("bob", Scope.MEMBER);
      CountDownLatch start = new CountDownLatch(1);
      List<CompletableFuture<RestAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        RestClient client = house.anybody().token(token);
        answers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  awaitQuietly(start);
                  return posted(client, "/drops", "once", DRINK);
                },
                threads));
      }
      start.countDown();

      assertThat(answers)
          .extracting(answer -> answer.join().status() + answer.join().text())
          .containsOnly("201{\"id\":1,\"state\":\"dropped\",\"available\":950}");
      assertThat(bob.get("/me").at("/available")).isEqualTo("950");
    } finally {
      threads.shutdownNow();
    }
  }

  /** They are under way side by side: neither knows of the other before it writes. */
  @Test
  void aKeyThatComesTwiceAtOnceIsForOneOfTheRequests() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (RestHouse house = new RestHouse(data).linked()) {
      String token = house.token("bob", Scope.MEMBER);
      for (int i = 0; i < DRINKS; i++) {
        String key = "both" + i;
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<RestAnswer>> answers = new ArrayList<>();
        for (String path : List.of("/drops", "/transfers")) {
          RestClient client = house.anybody().token(token);
          String json = path.equals("/drops") ? DRINK : "{'to':'poor','amount':1}";
          answers.add(
              CompletableFuture.supplyAsync(
                  () -> {
                    awaitQuietly(start);
                    return posted(client, path, key, json);
                  },
                  threads));
        }
        start.countDown();

        List<RestAnswer> both = answers.stream().map(CompletableFuture::join).toList();
        RestAnswer refused = both.get(0).status() == 422 ? both.get(0) : both.get(1);
        assertThat(refused.status()).as(both.get(0).text() + both.get(1).text()).isEqualTo(422);
        assertThat(refused.at("/refusal")).isEqualTo("key-reused");
      }
      assertThat(house.house().booksDisagreements()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RestAnswer posted(RestClient client, String path, String key, String json) {
    try (client) {
      return client.post(path, key, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRepeatedRequestIsAnsweredAsTheFirstAlsoAfterARestart() throws Exception {
    List<RestAnswer> before;
    try (RestHouse house = new RestHouse(data).linked()) {
      before = all(house);
      assertSame(all(house), before);
    }
    House.Options again = new House.Options();
    again.again = true;
    try (RestHouse house = new RestHouse(data, again).linked();
        RestClient bob = house.member("bob")) {
      assertSame(all(house), before);
      assertThat(bob.get("/me").at("/available")).isEqualTo("1040");
      assertThat(house.house().booksDisagreements()).isEmpty();
    }
  }

  /** A drop, one that the board refuses, a gift, a grant and a refund. */
  private static List<RestAnswer> all(RestHouse house) throws IOException {
    List<RestAnswer> answers = new ArrayList<>();
    try (RestClient bob = house.member("bob");
        RestClient alice = house.member("alice")) {
      answers.add(bob.post("/drops", "a", DRINK));
      house.house().commandBoard("nack");
      answers.add(bob.post("/drops", "b", "{'machine':'d','slot':2}"));
      answers.add(bob.post("/transfers", "c", "{'to':'poor','amount':10,'reason':'lunch'}"));
      answers.add(alice.post("/members/bob/grants", "d", "{'amount':50,'reason':'cans'}"));
      answers.add(alice.post("/drops/1/refund", "e", "{'reason':'stuck'}"));
    }
    return answers;
  }

  private static void assertSame(List<RestAnswer> now, List<RestAnswer> before) {
    assertThat(now)
        .extracting(answer -> answer.status() + answer.text())
        .containsExactlyElementsOf(
            before.stream().map(answer -> answer.status() + answer.text()).toList());
  }

  @Test
  void aKeyIsForOneRequest() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient bob = house.member("bob");
        RestClient alice = house.member("alice")) {
      bob.post("/drops", "a", DRINK);

      RestAnswer other = bob.post("/drops", "a", "{'machine':'d','slot':2}");
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.at("/refusal")).isEqualTo("key-reused");
      assertThat(bob.post("/drops", "a", "{'machine':'d','slot':'any'}").at("/refusal"))
          .isEqualTo("key-reused");
      assertThat(bob.post("/transfers", "a", "{'to':'poor','amount':1}").at("/refusal"))
          .isEqualTo("key-reused");
      assertThat(alice.post("/members/bob/grants", "a", "{'amount':1,'reason':'x'}").status())
          .as("another member's key")
          .isEqualTo(201);
      assertThat(bob.post("/drops", "k".repeat(65), DRINK).at("/refusal")).isEqualTo("invalid-key");
      assertThat(bob.post("/drops", DRINK).status()).isEqualTo(400);
      assertThat(bob.post("/transfers", "{'to':'poor','amount':1}").status()).isEqualTo(400);
      assertThat(alice.post("/members/bob/grants", "{'amount':1,'reason':'x'}").status())
          .isEqualTo(400);
      assertThat(alice.post("/drops/1/refund", "{'reason':'x'}").status()).isEqualTo(400);
    }
  }

  @Test
  void whatHadNoEffectIsNotRemembered() throws Exception {
    try (RestHouse house = new RestHouse(data).linked();
        RestClient poor = house.member("poor");
        RestClient alice = house.member("alice")) {
      assertThat(poor.post("/drops", "a", DRINK).status()).isEqualTo(402);
      assertThat(poor.post("/transfers", "b", "{'to':'bob','amount':50}").status()).isEqualTo(402);
      alice.post("/members/poor/grants", "c", "{'amount':200,'reason':'cans'}");

      assertThat(poor.post("/drops", "a", DRINK).status()).isEqualTo(201);
      assertThat(poor.post("/transfers", "b", "{'to':'bob','amount':50}").status()).isEqualTo(201);
    }
  }
}
