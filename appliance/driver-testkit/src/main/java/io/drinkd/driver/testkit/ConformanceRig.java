package io.drinkd.driver.testkit;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What conformance checks do with a driver, and expect of it, on a {@link BoardRig}. The machine
 * has slots 1 and 2. What is expected and not found ends in an {@link AssertionError}.
 */
final class ConformanceRig implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SLOTS = 2;

  private final Vocabulary words;
  private final BoardRig rig;

  ConformanceRig(MachineDriver driver, Vocabulary words, boolean dialsIn) throws Exception {
    this.words = words;
    this.rig = new BoardRig(driver, dialsIn, SLOTS, PATIENCE);
  }

  Vocabulary words() {
    return words;
  }

  /** Waits for the next link. */
  void link() throws IOException {
    require(rig.link(), "the driver makes no link");
  }

  /** The board links and is let in. */
  void login() throws Exception {
    link();
    say(words.login());
    expectSent(words.accept());
    expectTold("state up");
  }

  /** The board says something, and the driver is done with it. */
  void say(String bytes) throws IOException {
    require(rig.say(bytes), "the driver does not read what the board says");
  }

  void sayByteByByte(String bytes) throws IOException {
    for (char one : bytes.toCharArray()) {
      say(String.valueOf(one));
    }
  }

  void expectSent(String bytes) throws InterruptedException {
    String found = rig.scripted().take(bytes.length(), PATIENCE);
    require(found.equals(bytes), "the driver sent \"" + shown(found) + "\", not " + shown(bytes));
  }

  /** To be asked after something that the driver was waited for to do. */
  void expectNothingSent() throws InterruptedException {
    String found = rig.scripted().take(1_000, Duration.ZERO);
    require(found.isEmpty(), "the driver sent \"" + shown(found) + "\", and should send nothing");
  }

  CompletableFuture<DropOutcome> order(int slot) throws Exception {
    CompletableFuture<DropOutcome> outcome = rig.drop(rig.nextOrder(slot));
    require(outcome != null, "the driver gives no future for an order");
    return outcome;
  }

  /** An order that leaves. */
  CompletableFuture<DropOutcome> orderThatLeaves(int slot) throws Exception {
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
      throw new AssertionError("the future of an order fails: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new AssertionError("the future of an order does not complete", e);
    }
  }

  void expectPending(CompletableFuture<DropOutcome> future) {
    require(!future.isDone(), "an order has ended without an answer: " + future);
  }

  /** Waits until something is told that begins so; what is told before it does not matter. */
  void expectTold(String beginning) throws InterruptedException {
    String told = "";
    while (!told.startsWith(beginning)) {
      told =
          rig.events()
              .next(PATIENCE)
              .orElseThrow(() -> new AssertionError("the driver does not tell: " + beginning));
    }
  }

  /** Whether anything that begins so has been told and not been waited for. */
  void expectNotTold(String beginning) throws InterruptedException {
    for (Optional<String> told = rig.events().next(Duration.ZERO);
        told.isPresent();
        told = rig.events().next(Duration.ZERO)) {
      require(!told.get().startsWith(beginning), "the driver tells: " + told.get());
    }
  }

  /** Notes the end of the order among what is told. */
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
    require(rig.scripted().awaitEnd(PATIENCE), "the driver does not close the link");
  }

  /** Closes the board, and waits until it says that it is. */
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

  private static String shown(String bytes) {
    return bytes.replace("\n", "\\n").replace("\r", "\\r");
  }

  @Override
  public void close() throws IOException {
    rig.close();
  }
}
