package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Build;
import io.drinkd.bench.setup.SetupShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * How long a wrong login takes for a member with a password, for one without and for a name that
 * nobody has: whoever sees a difference can find out names. One client, the kinds in a new order in
 * each turn.
 */
public final class LoginCase implements BenchCase {

  /** Of each kind; of all together fewer than cost a pause. */
  private static final int TURNS = 24;

  private static final List<Integer> PERCENTILES = List.of(10, 25, 50, 75, 90);

  /** Whose login it is. */
  private enum Kind {
    WITH_PASSWORD("a member's, wrong password"),
    WITHOUT_PASSWORD("a member's without one"),
    NOBODY("nobody's");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    private String name(int turn) {
      return switch (this) {
        case WITH_PASSWORD -> BenchSetup.GUARDED;
        case WITHOUT_PASSWORD -> BenchSetup.member(0);
        case NOBODY -> "nobody" + turn;
      };
    }
  }

  @Override
  public String name() {
    return "login";
  }

  @Override
  public String purpose() {
    return String.format(
        Locale.ROOT,
        "wrong logins, %d of each kind in turn: whether their times reveal names",
        TURNS);
  }

  /** A round is so many logins, however long they take. */
  @Override
  public Pace pace() {
    return new Pace(1, 1, Duration.ZERO, Duration.ZERO);
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    PERCENTILES.forEach(percentile -> report.show(Column.withSpread(figure(percentile))));
    for (int round = 0; round < plan.pace().windows(); round++) {
      for (Build build : plan.builds()) {
        Map<Kind, Histogram> taken = measure(build);
        taken.forEach((kind, nanos) -> add(report, new Row(kind.shown, build.shown()), nanos));
      }
    }
    return report;
  }

  private static Figure figure(int percentile) {
    return new Figure(
        String.format(Locale.ROOT, "p%dMillis", percentile),
        String.format(Locale.ROOT, "p%d ms", percentile),
        "%.2f");
  }

  private static void add(CaseReport report, Row row, Histogram nanos) {
    for (int percentile : PERCENTILES) {
      double millis = nanos.getValueAtPercentile(percentile) / 1e6;
      report.measurements().add(row, figure(percentile), millis);
    }
  }

  private static Map<Kind, Histogram> measure(Build build)
      throws IOException, InterruptedException, TimeoutException {
    Map<Kind, Histogram> taken = new EnumMap<>(Kind.class);
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.forEach(kind -> taken.put(kind, LoadResult.noLatencies()));
    Random random = new Random(4_242);
    try (BenchSetup setup =
            BenchSetup.open(build, build.folder().resolve("login"), SetupShape.of(1, 1));
        Socket socket = new Socket(setup.address().getAddress(), setup.address().getPort())) {
      socket.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      in.readLine();
      for (int turn = -TURNS / 10; turn < TURNS; turn++) {
        Collections.shuffle(kinds, random);
        for (Kind kind : kinds) {
          long nanos = wrongLoginNanos(socket, in, kind.name(turn));
          // The first ones warm up.
          if (turn >= 0) {
            taken.get(kind).recordValue(nanos);
          }
        }
      }
    }
    return taken;
  }

  private static long wrongLoginNanos(Socket socket, BufferedReader in, String name)
      throws IOException {
    ask(socket, in, "USER " + name, "OK Password required.");
    long begin = System.nanoTime();
    ask(socket, in, "PASS wrong", "ERR 202 Invalid username or password.");
    return System.nanoTime() - begin;
  }

  private static void ask(Socket socket, BufferedReader in, String request, String expected)
      throws IOException {
    socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
    String reply = in.readLine();
    if (!expected.equals(reply)) {
      throw new IOException(request + " was answered: " + reply + ", expected: " + expected);
    }
  }
}
