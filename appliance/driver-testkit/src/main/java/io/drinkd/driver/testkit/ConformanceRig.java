package io.drinkd.driver.testkit;

import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.Transcript.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * The actions and expectations of conformance checks, on a {@link BoardRig} whose board plays a
 * {@link Script}. The machine has slots 1 and 2. An expectation that is not met throws an {@link
 * AssertionError}.
 */
final class ConformanceRig implements AutoCloseable {

  private static final int SLOTS = 2;

  private final Profile profile;
  private final Duration patience;
  private final BoardTimes times;
  private final BoardRig rig;
  private final ChosenBytes chosen = new ChosenBytes();
  private final LastSteps steps = new LastSteps();
  private DropOrder last = new DropOrder(0, 1);
  private DropOrder before = last;
  private boolean byteByByte;

  /**
   * @param dialsIn whether the board dials in, rather than being dialled
   * @param patience how long to wait for what is expected
   */
  ConformanceRig(MachineDriver driver, Script script, boolean dialsIn, Duration patience)
      throws Exception {
    this.profile = new Profile(driver.traits(), script);
    this.patience = patience;
    this.times = driver.traits().times().withPause(Duration.ZERO);
    this.rig = new BoardRig(driver, dialsIn, SLOTS, times, Map.of(), patience);
  }

  /** How long the board may take to answer an order. */
  Duration answerTime() {
    return times.answerTimeout();
  }

  /** How long a late answer is awaited. */
  Duration guardTime() {
    return times.guardTime();
  }

  Profile profile() {
    return profile;
  }

  /** Waits for the next link. */
  void link() throws IOException {
    require(rig.link(), "the driver does not connect");
  }

  /** The board connects, and is up. */
  void up() throws Exception {
    if (profile.held()) {
      link();
    }
    upOnThisLink();
  }

  void upOnThisLink() throws Exception {
    play("up");
    expectReported("state up");
  }

  /** From now on the board sends one byte after the other. */
  void sendByteByByte() {
    byteByByte = true;
  }

  /** Plays a section of the script. */
  void play(String section) throws Exception {
    playLines(profile.script().lines(section));
  }

  private void playLines(List<String> lines) throws Exception {
    for (String line : lines) {
      playLine(line);
    }
  }

  /** Plays a section as it was for the order before the last one. */
  void playOfOrderBefore(String section) throws Exception {
    DropOrder present = last;
    last = before;
    play(section);
    last = present;
  }

  /** Plays a section up to the first thing that the driver sends, which is not answered. */
  void playUntilSent(String section) throws Exception {
    playLines(profile.script().lines(section).subList(0, endOfFirstSent(section)));
  }

  /** Plays a section, and another one behind the first thing that the driver sends. */
  void playInto(String section, String other) throws Exception {
    List<String> lines = profile.script().lines(section);
    playUntilSent(section);
    play(other);
    playLines(lines.subList(endOfFirstSent(section), lines.size()));
  }

  private int endOfFirstSent(String section) {
    List<String> lines = profile.script().lines(section);
    long before = lines.stream().takeWhile(line -> !line.startsWith(">")).count();
    return (int) Math.min(before + 1, lines.size());
  }

  private void playLine(String line) throws Exception {
    if (line.startsWith("<")) {
      String bytes = sentByBoard(line);
      steps.sent(line, bytes);
      send(bytes);
    } else if (line.startsWith(">")) {
      steps.sent(line, expectSent(line));
    } else {
      steps.add(line);
      pass(Advance.of(Script.step(line).text()).orElseThrow());
    }
  }

  private String filled(String line) {
    return Script.filled(line, last.slot(), last.dropId());
  }

  /** The bytes of what the board sends in a line, with those that the driver has chosen. */
  private String sentByBoard(String line) {
    return Script.step(profile.script().sums().fill(withChosen(line))).text();
  }

  private String withChosen(String line) {
    String spelled = profile.script().sums().inHex(filled(line));
    return Script.isHex(spelled) ? chosen.fill(spelled) : spelled;
  }

  /** The board sends the first message of a section, damaged on the way. */
  void sendWithWrongSum(String section) throws IOException {
    String line = profile.script().firstOfBoard(section).orElseThrow();
    List<String> kept = chosen.left();
    send(Script.step(profile.script().sums().fillWrong(withChosen(line))).text());
    chosen.repeat(kept);
  }

  /**
   * The board sends the first message of a section as it was for the order before: with the number
   * of an earlier question, if the driver numbers them. The driver must not take it for the answer,
   * and so does nothing until it gives the link up.
   */
  void expectIgnoredOfOrderBefore(String section, CompletableFuture<DropOutcome> order)
      throws Exception {
    if (!chosen.differ()) {
      return;
    }
    String wrong =
        "the driver takes the answer to an earlier question for that to this one; mark the question"
            + " with numbered(n), and in the codec its answer withId(n)";
    chosen.repeat(chosen.ofOrderBefore());
    String line = profile.script().firstOfBoard(section).orElseThrow();
    String bytes = sentByBoard(line);
    steps.sent(line, bytes);
    send(bytes);
    require(!order.isDone(), wrong + steps.said());
    pass(answerTime());
    pass(guardTime());
    expectLinkClosed();
    require(rig.scripted().take(1, Duration.ZERO).isEmpty(), wrong + steps.said());
  }

  private String sentByBoardIn(String section) {
    var bytes = new StringBuilder();
    for (String line : profile.script().lines(section)) {
      bytes.append(line.startsWith("<") ? sentByBoard(line) : "");
    }
    return bytes.toString();
  }

  /** All that the board sends in these sections comes in one piece. */
  void sendGlued(String... sections) throws IOException {
    var bytes = new StringBuilder();
    for (String section : sections) {
      bytes.append(sentByBoardIn(section));
    }
    send(bytes.toString());
  }

  /** The board sends the first half of what it sends in the section. */
  void sendHalf(String section) throws IOException {
    String bytes = sentByBoardIn(section);
    send(bytes.substring(0, bytes.length() / 2));
  }

  /** The board sends something; waits until the driver has processed it. */
  void send(String bytes) throws IOException {
    if (byteByByte) {
      for (char one : bytes.toCharArray()) {
        require(rig.send(String.valueOf(one)), "the driver does not read what the board sends");
      }
    } else {
      require(rig.send(bytes), "the driver does not read what the board sends");
    }
  }

  /** Expects all that the driver sends in the section. */
  void expectSentIn(String section) throws Exception {
    for (String line : profile.script().lines(section)) {
      if (line.startsWith(">")) {
        expectSent(line);
      }
    }
  }

  /** Returns what the driver has sent. */
  private String expectSent(String line) throws Exception {
    if (profile.visited()) {
      link();
    }
    String wanted = profile.script().sums().inHex(filled(line));
    boolean hex = Script.isHex(wanted);
    Step step = Script.step(hex ? wanted.replaceAll("tt|cs", "00") : wanted);
    String found = rig.scripted().take(step.text().length(), patience);
    if (!(hex ? isAsIn(wanted, found) : found.equals(step.text()))) {
      throw new ScriptMismatch(line, filled(line), wanted, found, steps.said());
    }
    return found;
  }

  private boolean isAsIn(String line, String found) {
    String digits = line.substring(3).replace(" ", "");
    return chosen.isAsIn(profile.script().sums().fillDigits(digits, found), found);
  }

  /** To be called after an expectation that the driver has met. */
  void expectNothingSent() throws InterruptedException {
    String found = rig.scripted().take(1_000, Duration.ZERO);
    String line = profile.script().lines("order").get(0);
    require(
        found.isEmpty(),
        "the driver sent "
            + EscapedBytes.like(line, found)
            + ", and should send nothing"
            + steps.said());
  }

  /** Gives an order that is not to leave. */
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
    before = last;
    last = rig.nextOrder(slot);
    steps.add("= drop " + slot);
    return given(last);
  }

  /** Gives an order, and plays all until it has left. */
  CompletableFuture<DropOutcome> sendOrder(int slot) throws Exception {
    CompletableFuture<DropOutcome> outcome = begin(slot);
    play("order");
    chosen.orderHasLeft();
    return outcome;
  }

  /** The board drops, and is asked as after each drop. */
  void made() throws Exception {
    play("made");
    play("after");
  }

  /** The board refuses, and is asked as after each drop. */
  void refused() throws Exception {
    play("refused");
    play("after");
  }

  void expectOutcome(Class<? extends DropOutcome> kind, CompletableFuture<DropOutcome> future)
      throws InterruptedException {
    try {
      DropOutcome outcome = future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      require(
          kind.isInstance(outcome),
          "the outcome is " + outcome + ", expected " + kind.getSimpleName() + steps.said());
    } catch (ExecutionException e) {
      throw new AssertionError("the future of an order failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "the future of an order does not complete, expected "
              + kind.getSimpleName()
              + steps.said(),
          e);
    }
  }

  void expectPending(CompletableFuture<DropOutcome> future) {
    require(!future.isDone(), "an order has ended without an answer: " + future + steps.said());
  }

  /** Waits for an event that begins so; events before it are ignored. */
  void expectReported(String beginning) throws InterruptedException {
    expectReported(beginning, event -> event.startsWith(beginning));
  }

  /** Waits for slots 1 and 2, loaded and empty; a board that counts has any number in slot 1. */
  void expectSlots() throws InterruptedException {
    String loaded = "slots 1 loaded 2 empty";
    expectReported(
        loaded, event -> event.equals(loaded) || event.matches("slots 1 [1-9][0-9]* 2 0"));
  }

  private void expectReported(String what, Predicate<String> wanted) throws InterruptedException {
    var others = new LastSteps();
    Optional<String> event = rig.events().next(patience);
    while (event.isPresent() && !wanted.test(event.get())) {
      others.add(event.get());
      event = rig.events().next(patience);
    }
    require(
        event.isPresent(),
        "the driver does not report: " + what + "; it reports: " + others + steps.said());
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
    future.thenAccept(outcome -> rig.events().ended(last, outcome));
  }

  void pass(Duration duration) throws Exception {
    rig.advance(duration);
  }

  void hangUp() throws IOException {
    rig.scripted().hangUp();
  }

  void expectLinkClosed() throws InterruptedException {
    require(rig.awaitEnd(), "the driver does not close the link");
  }

  /** Closes the board, and waits until it is closed. */
  void closeBoard() throws Exception {
    try {
      rig.closeBoard();
    } catch (TimeoutException e) {
      throw new AssertionError("the future of close() does not complete", e);
    }
  }

  void expectNoTimer() {
    int left = rig.time().waiting();
    require(left == 0, "the driver leaves " + left + " timers running");
  }

  static void require(boolean condition, String wrong) {
    if (!condition) {
      throw new AssertionError(wrong);
    }
  }

  @Override
  public void close() throws IOException {
    rig.close();
  }
}
