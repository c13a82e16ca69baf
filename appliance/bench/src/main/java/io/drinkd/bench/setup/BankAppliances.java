package io.drinkd.bench.setup;

import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Appliances of one build with one bank, each with as many machines, and their boards. Connections
 * are spread over them in turn.
 */
public final class BankAppliances implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final List<BenchSetup> appliances = new ArrayList<>();
  private final Boards boards;
  private final int machines;

  private BankAppliances(Boards boards, int machines) {
    this.boards = boards;
    this.machines = machines;
  }

  /**
   * Makes a bank of books in a file, and starts the appliances.
   *
   * @param folder gets all files; emptied first
   * @param books the data folder whose books are imported
   * @param count how many appliances
   * @param machines how many each of them has
   */
  public static BankAppliances open(
      Build build, Path folder, BankServer server, Path books, int count, int machines)
      throws IOException, InterruptedException, TimeoutException {
    SetupFolder.empty(folder);
    Files.createDirectories(folder);
    String database = folder.getFileName().toString().replace('-', '_');
    server.create(database);
    BankAppliances all = new BankAppliances(Boards.start(folder, count * machines), machines);
    try {
      for (int i = 0; i < count; i++) {
        all.start(build, folder.resolve("a" + i), server.url(database), books);
      }
      all.awaitMachines();
      return all;
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void start(Build build, Path folder, String url, Path books)
      throws IOException, InterruptedException, TimeoutException {
    int number = appliances.size();
    SetupShape shape = SetupShape.of(BenchSetup.MEMBERS_MAX, machines);
    SetupFolder files = SetupFolder.make(build, folder, shape);
    files.keepInBank("a" + number, url);
    for (int i = number * machines; i < (number + 1) * machines; i++) {
      files.writeMachine(BenchSetup.machine(i), boards.addresses().get(i));
    }
    if (number == 0) {
      files.copyBooks(books);
      Operator operator = new Operator(build, files);
      operator.run("", "bank", "init");
      operator.run("", "bank", "import");
    }
    appliances.add(BenchSetup.start(build, files, shape, boards));
  }

  /** How many. */
  public int count() {
    return appliances.size();
  }

  /** One of them, from 0. */
  public BenchSetup get(int number) {
    return appliances.get(number);
  }

  /** Opens connections, the first one with the first of them, and so on in turn. */
  public Wire.Dialer dialer() {
    AtomicInteger dialled = new AtomicInteger();
    return () -> appliances.get(dialled.getAndIncrement() % count()).dial();
  }

  /** Each shows the machines of the others, of which they tell each other once a second. */
  private void awaitMachines() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (BenchSetup one : appliances) {
      while (!knowsAll(one)) {
        if (System.nanoTime() - end > 0) {
          throw new IOException("an appliance does not know the machines of the others");
        }
        one.appliance().endsWithin(LOOK_AGAIN);
      }
    }
  }

  private boolean knowsAll(BenchSetup one) {
    List<String> asked =
        IntStream.range(0, count() * machines)
            .mapToObj(machine -> "MACHINE " + BenchSetup.machine(machine))
            .toList();
    try (Wire wire = one.dial()) {
      LoadConnection.begin(wire, new Script(true, asked, ""));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What a connection of a number sends: neighbours in number are at different appliances, and
   * there at different machines.
   *
   * @param ahead whose machines: 0 for those of its own appliance, 1 for those of the next one
   * @param request what is asked again and again, by the number of the slot
   */
  public Script script(int number, int ahead, IntFunction<String> request) {
    int owner = (number + ahead) % count();
    int turn = number / count();
    int machine = owner * machines + turn % machines;
    int slot = 1 + turn / machines % BenchSetup.SLOTS;
    return BenchSetup.script(number, machine, request.apply(slot));
  }

  /** The processor time that they all have used, in seconds. */
  public double processorSeconds() {
    return appliances.stream().mapToDouble(one -> one.appliance().processorSeconds()).sum();
  }

  /** Ends them, and has the books verified. */
  public void endAndVerify() throws IOException, InterruptedException, TimeoutException {
    for (int i = count() - 1; i > 0; i--) {
      appliances.get(i).close();
    }
    appliances.get(0).endAndVerify();
  }

  @Override
  public void close() {
    appliances.forEach(BenchSetup::close);
    boards.close();
  }
}
