package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.testkit.ConformanceRun.Result;
import io.drinkd.driver.testkit.TranscriptReplay.Manner;
import io.drinkd.driver.testkit.sample.PatientDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order that has to be asked after, and a poll with two questions. */
class PatientDriverTest {

  private static final String GET =
      ">~ GET /%s HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\\r\\n";

  private static final String POST =
      ">~ POST /drop HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n"
          + "Content-Type: application/json\\r\\nContent-Length: 10\\r\\n\\r\\n{\"slot\":1}";

  private final List<String> said = new ArrayList<>();

  private void asked(String question, String status, String body) {
    said.add(question);
    said.add(
        "<~ HTTP/1.1 %s\\r\\nContent-Length: %d\\r\\n\\r\\n%s"
            .formatted(status, body.length(), body));
    said.add("= link closed");
  }

  private void get(String where, String body) {
    asked(GET.formatted(where), "200 OK", body);
  }

  private void polled() {
    get("health", "{\"door\":\"open\"}");
    said.add("= reconnect");
    get("slots", "1=3 2=0");
  }

  private void up() {
    polled();
    Collections.addAll(said, "= state up", "= door open", "= slots 1 3 2 0");
  }

  private void ordered() {
    Collections.addAll(said, "= drop 1", "= reconnect");
    asked(POST, "202 Accepted", "");
  }

  private void afterwards() {
    said.add("= reconnect");
    polled();
    Collections.addAll(said, "= door open", "= slots 1 3 2 0");
  }

  private void replay() throws Exception {
    for (Manner manner : List.of(Manner.AS_WRITTEN, Manner.BYTE_BY_BYTE)) {
      var transcript = Transcript.parse("test", said);
      try (var replay = new TranscriptReplay(new PatientDriver(), transcript, manner)) {
        replay.play();
      }
    }
  }

  @Test
  void passesAllChecks() throws Exception {
    var driver = new PatientDriver();
    List<Result> results =
        new ConformanceRun(driver, Script.parse("words", PatientDriver.WORDS, driver)).run();

    assertThat(results).filteredOn(one -> one.failure().isPresent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fell, dropped",
    "nothing fell, refused empty: HTTP 200 nothing fell",
    "smoke, unknown: HTTP 200 smoke"
  })
  void asksUntilTheMotorStandsStill(String word, String outcome) throws Exception {
    up();
    ordered();
    for (int i = 0; i < 2; i++) {
      said.add("= reconnect");
      get("motor", "runs");
      said.add("= advance 500ms");
    }
    said.add("= reconnect");
    get("motor", word);
    said.add("= drop 1 -> " + outcome);
    afterwards();

    replay();
  }

  @Test
  void asksNoMoreThanTwentyTimes() throws Exception {
    up();
    ordered();
    for (int i = 0; i < 20; i++) {
      said.add("= reconnect");
      get("motor", "runs");
      if (i < 19) {
        said.add("= advance 500ms");
      }
    }
    said.add("= drop 1 -> unknown: its motor runs and runs");
    afterwards();

    replay();
  }

  @Test
  void asksAgainIfNoAnswerComesOrTheConnectionIsLostAndNotBeforeTheTimeIsOver() throws Exception {
    up();
    ordered();
    Collections.addAll(
        said,
        "= reconnect",
        GET.formatted("motor"),
        "= advance 2s",
        "= link closed",
        "= reconnect",
        GET.formatted("motor"),
        "= link lost",
        "= advance 2s",
        "= reconnect");
    get("motor", "fell");
    said.add("= drop 1 -> dropped");
    afterwards();

    replay();
  }

  @Test
  void theTimeOutCoversQuestionsAndPausesAndNothingIsAskedAgainAfterIt() throws Exception {
    up();
    ordered();
    said.add("= reconnect");
    get("motor", "runs");
    said.add("= advance 500ms");
    for (int i = 0; i < 9; i++) {
      Collections.addAll(
          said, "= reconnect", GET.formatted("motor"), "= advance 2s", "= link closed");
    }
    Collections.addAll(
        said,
        "= reconnect",
        GET.formatted("motor"),
        "= advance 1500ms",
        "= state quarantined: no answer to drop 1 from slot 1 within 20 s",
        "= drop 1 -> unknown: no answer within 20 s",
        "<~ HTTP/1.1 200 OK\\r\\nContent-Length: 4\\r\\n\\r\\nfell",
        "= link closed",
        "= late drop 1 -> dropped",
        "= state up");
    afterwards();

    replay();
  }
}
