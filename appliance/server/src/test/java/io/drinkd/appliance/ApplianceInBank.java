package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.web.page.PageClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A whole appliance with a bank, and an admin who looks at all doors what they say of it. */
final class ApplianceInBank implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "north";
  private static final String ADMIN = "alice";

  private final HttpClient http = HttpClient.newHttpClient();
  private final AppliancesInBank appliances;
  private final PageClient page;

  /**
   * @param bank one with tables
   */
  ApplianceInBank(Path folder, BankAddress bank) throws Exception {
    appliances = new AppliancesInBank(folder, QuietDriver.class);
    appliances.add(NAME, bank);
    appliances
        .start(NAME)
        .services()
        .foundation()
        .members()
        .add(new NewMember(ADMIN, Optional.of(ADMIN + "'s password"), true, 10, List.of()), "test")
        .join();
    page = new PageClient(appliances.get(NAME).port("web")).signIn(ADMIN);
    await().atMost(PATIENCE).until(() -> bank().state() == State.WELL);
  }

  /** How it finds the bank. */
  Part bank() {
    return appliances.get(NAME).services().health().look().join().parts().stream()
        .filter(part -> part.name().equals("bank"))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String address = "http://127.0.0.1:" + appliances.get(NAME).port("metrics") + path;
    return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }

  /**
   * All doors say that something is wrong with it.
   *
   * @param ready whether members can be served
   */
  void awaitWrong(String why, String onThePage, boolean ready) throws Exception {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(bank().why()).contains(why));
    assertThat(appliances.run(NAME, "status"))
        .containsPattern("\n *bank +wrong .*" + why)
        .containsPattern("\nwell +no\n")
        .containsPattern("\nnext\n +STEP\n +bank: see to the database");
    assertThat(get("/metrics").body()).contains("\ndrink_part_well{part=\"bank\"} 0.0\n");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/healthz").body())
        .containsPattern(
            "\"part\":\"bank\",\"state\":\"wrong\",[^}]*,\"next\":\"see to the database");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get("/readyz").statusCode()).isEqualTo(ready ? 200 : 503));
    assertLoginsAreAsTheySay();
    if (!ready) {
      assertThat(appliances.code(NAME, "user", "credits", ADMIN, "+1", "--reason", "test"))
          .isEqualTo(ExitCode.UNUSABLE_FILES);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(page.get("/admin/house").body()).contains(onThePage));
  }

  private void assertLoginsAreAsTheySay() throws IOException {
    try (MemberSession session = MemberSession.greeted(appliances.get(NAME).port("sunday"))) {
      session.ask("USER " + ADMIN);
      boolean well = session.ask("PASS \"" + ADMIN + "'s password\"").startsWith("OK");
      assertThat(appliances.run(NAME, "status"))
          .containsPattern("\n *logins +" + (well ? "well" : "wrong") + " ");
    }
  }

  /** All doors say that it is well again, since some time after that. */
  void awaitWell(Instant wrongSince) throws Exception {
    await().atMost(PATIENCE).until(() -> bank().state() == State.WELL);
    assertThat(bank().since()).isAfter(wrongSince);
    // A commit that takes long is something wrong, too, if only until the next one.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(appliances.run(NAME, "status")).containsPattern("\n *bank +well "));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get("/metrics").body())
                    .contains("\ndrink_part_well{part=\"bank\"} 1.0\n"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get("/readyz").statusCode()).isEqualTo(200));
    assertThat(appliances.run(NAME, "user", "credits", ADMIN, "+1", "--reason", "test"))
        .contains("11");
  }

  @Override
  public void close() {
    appliances.close();
  }
}
