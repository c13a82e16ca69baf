package io.drinkd.appliance.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A member who drinks on one connection until it is enough. */
final class SoakClient implements Runnable {

  private static final int PATIENCE_MILLIS = 120_000;

  /** Made, refused by the board, its motor fails, in doubt, no such slot, away, busy, empty. */
  private static final Set<String> EXPECTED =
      Set.of("OK", "ERR 101", "ERR 177", "ERR 151", "ERR 409", "ERR 416", "ERR 152", "ERR 100");

  private final String name;
  private final int port;
  private final int machines;
  private final Duration longestPause;
  private final SplittableRandom random;
  private final CountDownLatch enough;
  private final Map<String, LongAdder> answers;
  private final Set<String> mistakes;

  SoakClient(
      String name,
      int port,
      int machines,
      Duration longestPause,
      SplittableRandom random,
      CountDownLatch enough,
      Map<String, LongAdder> answers,
      Set<String> mistakes) {
    this.name = name;
    this.port = port;
    this.machines = machines;
    this.longestPause = longestPause;
    this.random = random;
    this.enough = enough;
    this.answers = answers;
    this.mistakes = mistakes;
  }

  static Map<String, LongAdder> noAnswers() {
    return new ConcurrentHashMap<>();
  }

  @Override
  public void run() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      reader.readLine();
      say(socket, reader, "IBUTTON " + name);
      while (!enough.await(random.nextLong(longestPause.toMillis() + 1), TimeUnit.MILLISECONDS)) {
        say(socket, reader, "MACHINE " + SoakHouse.machine(random.nextInt(machines)));
        count(say(socket, reader, "DROP " + (1 + random.nextInt(SoakHouse.SLOTS))));
      }
    } catch (IOException e) {
      mistakes.add(name + " was dropped: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String say(Socket socket, BufferedReader reader, String request)
      throws IOException {
    socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
    String answer = reader.readLine();
    if (answer == null) {
      throw new IOException("the connection was closed at " + request);
    }
    return answer;
  }

  private void count(String answer) {
    String kind =
        answer.startsWith("OK") ? "OK" : answer.substring(0, Math.min(7, answer.length()));
    answers.computeIfAbsent(kind, any -> new LongAdder()).increment();
    if (!EXPECTED.contains(kind)) {
      mistakes.add("nobody expects the answer " + answer);
    }
  }
}
