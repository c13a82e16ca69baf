package io.drinkd.appliance.soak;

import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.driver.testkit.SimulatedBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Boards that fail, clients that drink, and the reckoning. */
final class Soak implements AutoCloseable {

  private static final int MACHINES = 50;
  private static final int CLIENTS = 200;
  private static final long CREDITS = 1_000_000_000;
  private static final int FAULT_EVERY_MILLIS = 100;
  private static final int SAMPLE_EVERY_FAULTS = 300;

  /** Threads end after they were idle for a while: a few more at one moment mean nothing. */
  private static final int MORE_THREADS_MAX = 20;

  private static final List<String> FAULTS =
      List.of("nack", "silence", "swallow", "late 1200", "late 300", "close", "garbage", "hang up");

  private record Sample(long residentKilobytes, long threads) {}

  private final SplittableRandom random = new SplittableRandom();
  private final HouseFolder folder;
  private final List<SimulatedBoard> boards;
  private final AtomicBoolean enough = new AtomicBoolean();
  private final Map<String, LongAdder> answers = SoakClient.noAnswers();
  private final Set<String> mistakes = new ConcurrentSkipListSet<>();
  private final List<Sample> samples = new ArrayList<>();

  Soak(Path root) throws IOException {
    folder = new HouseFolder(root);
    boards = new SoakHouse(folder).start(MACHINES);
    folder.addMembers(
        IntStream.range(0, CLIENTS).mapToObj("client%03d"::formatted).toList(), CREDITS);
  }

  /** Returns what was not right, a line each. */
  List<String> run(Duration time) throws IOException, InterruptedException {
    try (RunningAppliance appliance = RunningAppliance.start(folder)) {
      int port = appliance.port();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String name = "client%03d".formatted(i);
        clients.add(
            new Thread(
                new SoakClient(name, port, MACHINES, random.split(), enough, answers, mistakes),
                name));
      }
      clients.forEach(Thread::start);
      failBoards(time);
      enough.set(true);
      for (Thread client : clients) {
        client.join();
      }
      int code = appliance.stop();
      if (code != 0) {
        mistakes.add("the appliance ended with " + code);
      }
    }
    lookAtSamples();
    reckon();
    return List.copyOf(mistakes);
  }

  private void failBoards(Duration time) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + time.toNanos();
    for (int fault = 1; System.nanoTime() < end; fault++) {
      boards.get(random.nextInt(MACHINES)).command(FAULTS.get(random.nextInt(FAULTS.size())));
      if (fault % SAMPLE_EVERY_FAULTS == 0) {
        sample();
      }
      never.await(FAULT_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void sample() throws IOException {
    Path status =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains("--conf"))
            .map(child -> Path.of("/proc", String.valueOf(child.pid()), "status"))
            .findFirst()
            .orElseThrow();
    List<String> lines = Files.readAllLines(status);
    Sample sample = new Sample(number(lines, "VmRSS:"), number(lines, "Threads:"));
    samples.add(sample);
    System.out.println(sample + " " + new TreeMap<>(answers));
  }

  private static long number(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private void lookAtSamples() {
    if (samples.size() < 2) {
      return;
    }
    Sample first = samples.get(0);
    Sample last = samples.get(samples.size() - 1);
    if (last.threads > first.threads + MORE_THREADS_MAX) {
      mistakes.add("threads grew: first " + first + ", last " + last);
    }
  }

  /** What fell is what was charged, and at most what is in doubt on top. */
  private void reckon() throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(folder)) {
      mistakes.addAll(books.disagreements());
      long total = 0;
      for (int number = 0; number < MACHINES; number++) {
        String machine = SoakHouse.machine(number);
        long cans = cans(machine);
        long dropped = drops(books, machine, "DROPPED");
        long inDoubt = drops(books, machine, "IN_DOUBT");
        total += cans;
        if (cans < dropped || cans > dropped + inDoubt) {
          mistakes.add(
              "machine %s: %d cans fell, %d are charged and %d in doubt"
                  .formatted(machine, cans, dropped, inDoubt));
        }
        if (boards.get(number).isDeaf()) {
          mistakes.add("machine " + machine + ": its board died of what it was told");
        }
      }
      System.out.println(total + " cans fell; answers " + new TreeMap<>(answers));
    }
  }

  private long cans(String machine) throws IOException {
    try (Stream<String> lines = Files.lines(folder.canLog(machine))) {
      return lines.count();
    }
  }

  private static long drops(BooksOnDisk books, String machine, String state) {
    return books
        .list(
            "SELECT count(*) FROM drop_order WHERE machine = ? AND state = ?",
            row -> row.getLong(1),
            machine,
            state)
        .get(0);
  }

  @Override
  public void close() {
    boards.forEach(SimulatedBoard::close);
  }
}
