package io.drinkd.driver.testkit;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * The actions and expectations of conformance checks, on a {@link BoardRig}. The machine has slots
 * 1 and 2. An expectation that is not met throws an {@link AssertionError}.
 */
final class ConformanceRig implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SLOTS = 2;

  private final Vocabulary words;
  private final BoardRig rig;

  ConformanceRig(MachineDriver driver, Vocabulary words, boolean dialsIn) throws Exception {
    this.words = words;
    this.rig = new BoardRig(driver, dialsIn, SLOTS, BoardRig.TIMES, Map.of(), PATIENCE);
  }

  Vocabulary words() {
    return words;
  }

  /** Waits for the next link. */
  void link() throws IOException {
    require(rig.link(), "the driver does not connect");
  }

  /** The board connects and logs in. */
  void login() throws Exception {
    link();
    send(words.login());
    expectSent(words.accept());
    expectReported("state up");
  }

  /** The board sends something; waits until the driver has processed it. */
  void send(String bytes) throws IOException {
    require(rig.send(bytes), "the driver does not read what the board sends");
  }

  void sendByteByByte(String bytes) throws IOException {
    for (char one : bytes.toCharArray()) {
      send(String.valueOf(one));
    }
  }

  void expectSent(String bytes) throws InterruptedException {
    String found = rig.scripted().take(bytes.length(), PATIENCE);
    require(
        found.equals(bytes), "the driver sent \"" + escaped(found) + "\", not " + escaped(bytes));
  }

  /** To be called after an expectation that the driver has met. */
  void expectNothingSent() throws InterruptedException {
    String found = rig.scripted().take(1_000, Duration.ZERO);
    require(found.isEmpty(), "the driver sent \"" + escaped(found) + "\", and should send nothing");
  }

  CompletableFuture<DropOutcome> order(int slot) throws Exception {
    CompletableFuture<DropOutcome> outcome = rig.drop(rig.nextOrder(slot));
    require(outcome != null, "drop() returned null");
    return outcome;
  }

  /** Sends an order, and expects it on the wire. */
  CompletableFuture<DropOutcome> sendOrder(int slot) throws Exception {
    CompletableFuture<DropOutcome> outcome = order(slot);
    expectSent(words.drop(slot));
    return outcome;
  }

  void expectOutcome(Class<? extends DropOutcome> kind, CompletableFuture<DropOutcome> future)
      throws InterruptedException {
    try {
      DropOutcome outcome = future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
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
    expectReported(beginning, event -> event.startsWith(beginning));
  }

  /** Waits for the slots of the vocabulary; a board that counts has any number in slot 1. */
  void expectSlots() throws InterruptedException {
    String loaded = "slots 1 loaded 2 empty";
    expectReported(
        loaded, event -> event.equals(loaded) || event.matches("slots 1 [1-9][0-9]* 2 0"));
  }

  private void expectReported(String what, Predicate<String> wanted) throws InterruptedException {
    String event = "";
    while (!wanted.test(event)) {
      event =
          rig.events()
              .next(PATIENCE)
              .orElseThrow(() -> new AssertionError("the driver does not report: " + what));
    }
  }

  /** Expects that none of the events not yet taken begins so. */
  void expectNotReported(String beginning) throws InterruptedException {
    for (Optional<String> event = rig.events().next(Duration.ZERO);
        event.isPresent();
        event = rig.events().next(Duration.ZERO)) {
      require(!event.get().startsWith(beginning), "the driver reports: " + event.get());
    }
  }

  /** Records the end of the order among the events. */
  void noteEnd(CompletableFuture<DropOutcome> future) {
    future.thenAccept(outcome -> rig.events().ended(new DropOrder(1, 1), outcome));
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

  /** Closes the board, and waits until it is closed. */
  void closeBoard() throws Exception {
    rig.closeBoard();
  }

  void expectNoTimer() {
    require(
        rig.time().waiting() == 0, "the driver leaves " + rig.time().waiting() + " timers running");
  }

  static void require(boolean condition, String wrong) {
    if (!condition) {
      throw new AssertionError(wrong);
    }
  }

  private static String escaped(String bytes) {
    return bytes.replace("\n", "\\n").replace("\r", "\\r");
  }

  @Override
  public void close() throws IOException {
    rig.close();
  }
}
