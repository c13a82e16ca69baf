package io.drinkd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long a wrong login takes for a member with a password, for one without and for a name that
 * nobody has: whoever sees a difference can find out names. One client, the kinds in a new order in
 * each turn.
 */
final class LoginCase implements BenchCase {

  /** Of each kind; of all together fewer than cost a pause. */
  private static final int TURNS = 24;

  private static final String ROW = "%-26s %9s %9s %9s %9s %9s%n";
  private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75, 0.9};

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
        case WITH_PASSWORD -> House.GUARDED;
        case WITHOUT_PASSWORD -> House.member(0);
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
    return "wrong logins, %d of each kind in turn: whether their times tell names".formatted(TURNS);
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 0, 0);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims) throws IOException, InterruptedException {
    Map<Kind, Latencies> taken = new LinkedHashMap<>();
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.forEach(kind -> taken.put(kind, new Latencies()));
    Random random = new Random(4_242);
    try (House house =
            House.open(plan.home(), plan.folder().resolve("login"), HouseShape.of(1, 1));
        Socket socket = new Socket(house.address().getAddress(), house.address().getPort())) {
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
            taken.get(kind).record(nanos);
          }
        }
      }
    }
    return shown(taken);
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

  private static Map<String, Object> shown(Map<Kind, Latencies> taken) {
    System.out.printf(ROW, "whose login", "p10 ms", "p25 ms", "p50 ms", "p75 ms", "p90 ms");
    Map<String, Object> rows = new LinkedHashMap<>();
    taken.forEach(
        (kind, latencies) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          List<Object> cells = new ArrayList<>(List.of(kind.shown));
          for (double share : SHARES) {
            double millis = latencies.millis(share);
            cells.add("%.2f".formatted(millis));
            row.put("p%.0fMillis".formatted(share * 100), millis);
          }
          System.out.printf(ROW, cells.toArray());
          rows.put(kind.shown, row);
        });
    return rows;
  }
}
