package io.drinkd.driver.testkit;

import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.BoardTraits.Wire;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.Transcript.Kind;
import io.drinkd.driver.testkit.Transcript.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link BoardRig} whose board plays a {@link Script}. The machine has slots 1 and 2. An
 * expectation that is not met throws an {@link AssertionError} within two seconds.
 */
final class ScriptedRig implements AutoCloseable {

  private static final int SLOTS = 2;

  private final Script script;
  private final BoardTraits traits;
  private final Duration patience;
  private final BoardRig rig;
  private final Deque<String> chosen = new ArrayDeque<>();
  private DropOrder last = new DropOrder(0, 1);
  private boolean byteByByte;

  ScriptedRig(MachineDriver driver, Script script, Duration patience) throws Exception {
    this.script = script;
    this.traits = driver.traits();
    this.patience = patience;
    this.rig = new BoardRig(driver, false, SLOTS, BoardRig.TIMES, Map.of(), patience);
  }

  BoardTraits traits() {
    return traits;
  }

  private boolean visited() {
    return traits.wire() == Wire.PER_EXCHANGE;
  }

  void link() throws IOException {
    require(rig.link(), "the driver does not connect");
  }

  /** The board connects, and is up. */
  void up() throws Exception {
    if (!visited()) {
      link();
    }
    play("up");
    expectReported("state up");
  }

  /** From now on the board sends one byte after the other. */
  void sendByteByByte() {
    byteByByte = true;
  }

  void play(String section) throws Exception {
    for (String line : script.lines(section)) {
      playLine(line);
    }
  }

  /** Plays the first exchange of an order only, up to what the driver sends. */
  void playFirstOfOrder() throws Exception {
    for (String line : script.lines("order")) {
      playLine(line);
      if (line.startsWith(">")) {
        return;
      }
    }
  }

  /** How many questions an order has, the one that makes the board drop included. */
  long questionsOfOrder() {
    return script.lines("order").stream().filter(line -> line.startsWith(">")).count();
  }

  private void playLine(String line) throws Exception {
    playFilled(Script.filled(line, last.slot(), last.dropId()));
  }

  private void playFilled(String line) throws Exception {
    if (line.startsWith(">x ")) {
      expectHex(line.substring(3).replace(" ", ""));
    } else if (line.startsWith("<x ")) {
      StringBuilder hex = new StringBuilder(line.substring(3).replace(" ", ""));
      for (int i = hex.indexOf("tt"); i >= 0; i = hex.indexOf("tt")) {
        hex.replace(i, i + 2, chosen.isEmpty() ? "00" : chosen.pop());
      }
      send(new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
    } else {
      Step step = Script.step(line);
      if (step.kind() == Kind.DRIVER_SENDS) {
        expectSent(step.text());
      } else if (step.kind() == Kind.BOARD_SENDS) {
        send(step.text());
      } else {
        pass(Duration.parse("PT" + step.text().substring("advance ".length())));
      }
    }
  }

  private void expectHex(String wanted) throws Exception {
    openIfVisited();
    String found =
        HexFormat.of()
            .formatHex(
                rig.scripted()
                    .take(wanted.length() / 2, patience)
                    .getBytes(StandardCharsets.ISO_8859_1));
    chosen.clear();
    boolean same = found.length() == wanted.length();
    for (int i = 0; same && i < wanted.length(); i += 2) {
      if (wanted.startsWith("tt", i)) {
        chosen.add(found.substring(i, i + 2));
      } else {
        same = found.startsWith(wanted.substring(i, i + 2), i);
      }
    }
    require(same, "the driver sent " + found + ", not " + wanted);
  }

  private void expectSent(String wanted) throws Exception {
    openIfVisited();
    String found = rig.scripted().take(wanted.length(), patience);
    require(found.equals(wanted), "the driver sent \"" + shown(found) + "\", not " + shown(wanted));
  }

  private void openIfVisited() throws IOException {
    if (visited()) {
      link();
    }
  }

  void send(String bytes) throws IOException {
    if (byteByByte) {
      for (char one : bytes.toCharArray()) {
        require(rig.send(String.valueOf(one)), "the driver does not read what the board sends");
      }
    } else {
      require(rig.send(bytes), "the driver does not read what the board sends");
    }
  }

  void garbage() throws Exception {
    if (!visited()) {
      play("garbage");
    }
  }

  /** To be called after an expectation that the driver has met. */
  void expectNothingSent() throws InterruptedException {
    String found = rig.scripted().take(1_000, Duration.ZERO);
    require(found.isEmpty(), "the driver sent \"" + shown(found) + "\", and should send nothing");
  }

  CompletableFuture<DropOutcome> order(int slot) throws Exception {
    return given(rig.nextOrder(slot));
  }

  private CompletableFuture<DropOutcome> given(DropOrder order) throws Exception {
    CompletableFuture<DropOutcome> outcome = rig.drop(order);
    require(outcome != null, "drop() returned null");
    return outcome;
  }

  /** Gives an order that is to leave, and has not been played yet. */
  CompletableFuture<DropOutcome> begin(int slot) throws Exception {
    last = rig.nextOrder(slot);
    return given(last);
  }

  /** Gives an order, and plays all until it has left. */
  CompletableFuture<DropOutcome> sendOrder(int slot) throws Exception {
    CompletableFuture<DropOutcome> outcome = begin(slot);
    play("order");
    return outcome;
  }

  void made() throws Exception {
    play("made");
    play("after");
  }

  void refused() throws Exception {
    play("refused");
    play("after");
  }

  void expectOutcome(Class<? extends DropOutcome> kind, CompletableFuture<DropOutcome> future)
      throws InterruptedException {
    try {
      DropOutcome outcome = future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      require(kind.isInstance(outcome), "the outcome is " + outcome);
    } catch (ExecutionException e) {
      throw new AssertionError("the future of an order failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new AssertionError("the future of an order does not complete", e);
    }
  }

  void expectPending(CompletableFuture<DropOutcome> future) {
    require(!future.isDone(), "an order has ended without an answer: " + future);
  }

  /** Waits for an event that begins so; events before it are ignored. */
  void expectReported(String beginning) throws InterruptedException {
    Optional<String> event = rig.events().next(patience);
    while (event.isPresent() && !event.get().startsWith(beginning)) {
      event = rig.events().next(patience);
    }
    require(event.isPresent(), "the driver does not report: " + beginning);
  }

  /** Records the end of the order among the events. */
  void noteEnd(CompletableFuture<DropOutcome> future) {
    future.thenAccept(outcome -> rig.events().ended(last, outcome));
  }

  void pass(Duration duration) {
    rig.time().advance(duration);
  }

  void hangUp() throws IOException {
    rig.scripted().hangUp();
  }

  void expectLinkClosed() throws InterruptedException {
    require(rig.awaitEnd(), "the driver does not close the link");
  }

  void closeBoard() throws Exception {
    rig.closeBoard();
  }

  void expectNoTimer() {
    require(
        rig.time().waiting() == 0, "the driver leaves " + rig.time().waiting() + " timers running");
  }

  private static void require(boolean condition, String wrong) {
    ConformanceRig.require(condition, wrong);
  }

  private static String shown(String bytes) {
    StringBuilder shown = new StringBuilder();
    for (char c : bytes.toCharArray()) {
      shown.append(
          c >= ' ' && c <= '~' ? String.valueOf(c) : "\\x" + HexFormat.of().toHexDigits((byte) c));
    }
    return shown.toString();
  }

  @Override
  public void close() throws IOException {
    rig.close();
  }
}
