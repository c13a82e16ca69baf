package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The link breaks at each byte of a drop: one drink falls and is paid each time. In the other
 * dialect, where the same code is at work, at each seventh.
 */
class LostLinkIT {

  private static final int AT_ONCE = 8;

  private final RunningHouse house = RunningHouse.get();

  @ParameterizedTest
  @CsvSource({"sunday, 1", "drinkjs, 7"})
  void oneDrinkWhereverTheLinkBreaks(String listener, int step) throws Exception {
    String member = house.member(1_000_000);
    Path tokens = house.loggedIn(member, house.port(listener)).resolve("tokens");
    String idAndSecret = Files.readString(tokens).strip().split(" ", 5)[4];
    int bytes;
    try (CutLink whole = new CutLink(house.port(listener), Integer.MAX_VALUE)) {
      assertThat(drop(whole, member, idAndSecret).code()).isEqualTo(ExitCode.DONE);
      bytes = whole.passed();
    }
    long fallen = house.board.cansFallen();

    List<Callable<OneRun>> runs = new ArrayList<>();
    for (int cut = 0; cut <= bytes; cut += step) {
      int cutAfter = cut;
      runs.add(
          () -> {
            try (CutLink link = new CutLink(house.port(listener), cutAfter)) {
              return drop(link, member, idAndSecret);
            }
          });
    }
    List<Integer> wrong = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<OneRun>> done = threads.invokeAll(runs);
      for (int cut = 0; cut < done.size(); cut++) {
        if (done.get(cut).get().code() != ExitCode.DONE) {
          wrong.add(cut * step);
        }
      }
    } finally {
      threads.shutdown();
    }

    assertThat(bytes).isGreaterThan(250);
    assertThat(wrong).as("bytes after which the drop was not made once").isEmpty();
    assertThat(house.board.cansFallen() - fallen).isEqualTo(runs.size());
    long paid = (long) RunningHouse.PRICE * (runs.size() + 1);
    assertThat(house.asAdmin("GETBALANCE " + member).get(0))
        .isEqualTo("OK Credits: " + (1_000_000 - paid));
  }

  private static OneRun drop(CutLink link, String member, String idAndSecret) throws IOException {
    Path settings = Files.createTempDirectory("drink-cut");
    try {
      RunningHouse.keep(settings, member, link.port(), idAndSecret);
      return OneRun.of(
          "--settings", settings.toString(), "--json", "--machine", "d", "drop", "coke");
    } finally {
      Files.delete(settings.resolve("tokens"));
      Files.delete(settings.resolve("config"));
      Files.delete(settings);
    }
  }
}
