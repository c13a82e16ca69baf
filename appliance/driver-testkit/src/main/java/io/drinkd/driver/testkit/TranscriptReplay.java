package io.drinkd.driver.testkit;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.Transcript.Kind;
import io.drinkd.driver.testkit.Transcript.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Replays one transcript against a driver, over a real loopback socket, with manual timers. One
 * that begins with a comment {@value #DIALLED_ONLY} is about what a driver sees of a board before
 * its login, which it does not see if the board dials in. The machine is {@code d} with slots 1 to
 * 5, its board's password is {@code secret}, its times are those that the driver suggests.
 *
 * <p>The actions of a transcript:
 *
 * <pre>
 *   = drop 3                     the driver gets an order for slot 3
 *   = advance 10s                time moves on (also ms, m and h)
 *   = link lost                  the board closes the link
 *   = link closed                waits until the driver closes the link
 *   = reconnect                  waits until the driver reconnects, after whatever pause; where
 *                                each exchange has a connection, until it opens the next one
 *   = close                      the driver's board is closed
 * </pre>
 *
 * The reports of a driver, each awaited and in exactly this order; what follows a colon may be left
 * out:
 *
 * <pre>
 *   = state up | down | quarantined: reason
 *   = slots 1 loaded 2 empty     or how many, where the board counts: slots 1 5 2 0
 *   = temperature 22.5           degrees Celsius; of a further thermometer: temperature engine 60
 *   = door open | closed
 *   = power on | off
 *   = drop 3 -> dropped | refused unstated: detail | not sent: detail | unknown: detail
 *   = late drop 3 -> dropped     the answer to an order that ended as unknown
 * </pre>
 */
final class TranscriptReplay implements AutoCloseable {

  /** How the board's bytes are cut into pieces. */
  enum Manner {
    AS_WRITTEN,
    BYTE_BY_BYTE,
    /** All that the board sends without waiting for the driver comes in one piece. */
    GLUED,
    /** As written, but the board dials in. */
    DIALLING_IN;

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static final String DIALLED_ONLY = "# Dialled only:";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SLOTS = 5;

  private final Transcript transcript;
  private final Manner manner;
  private final BoardRig rig;

  TranscriptReplay(MachineDriver driver, Transcript transcript, Manner manner) throws Exception {
    this.transcript = transcript;
    this.manner = manner;
    this.rig =
        new BoardRig(
            driver,
            manner == Manner.DIALLING_IN,
            SLOTS,
            driver.traits().times(),
            transcript.settings(),
            PATIENCE);
  }

  /** Replays all steps; an {@link AssertionError} names the file, the line, expected and found. */
  void play() throws Exception {
    awaitLink(transcript.steps().get(0));
    List<Step> steps = transcript.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.kind() == Kind.BOARD_SENDS && manner == Manner.GLUED) {
        send(step, glued(steps, i));
      } else if (step.kind() == Kind.BOARD_SENDS) {
        send(step, step.text());
      } else if (step.kind() == Kind.DRIVER_SENDS) {
        expectBytes(step);
      } else {
        exchange(step);
      }
    }
    expectNothingMore(steps.get(steps.size() - 1));
  }

  /** What the board sends from step i on until it waits; nothing if an earlier step had it all. */
  private static String glued(List<Step> steps, int i) {
    for (int before = i - 1; before >= 0 && !isPause(steps.get(before)); before--) {
      if (steps.get(before).kind() == Kind.BOARD_SENDS) {
        return "";
      }
    }
    var bytes = new StringBuilder();
    for (int next = i; next < steps.size() && !isPause(steps.get(next)); next++) {
      if (steps.get(next).kind() == Kind.BOARD_SENDS) {
        bytes.append(steps.get(next).text());
      }
    }
    return bytes.toString();
  }

  /** A driver's report is no pause: it follows from what was sent before. */
  private static boolean isPause(Step step) {
    return step.kind() == Kind.DRIVER_SENDS
        || step.kind() == Kind.EXCHANGE && action(step).isPresent();
  }

  private void send(Step step, String bytes) throws Exception {
    if (step.byteByByte() || manner == Manner.BYTE_BY_BYTE) {
      for (char one : bytes.toCharArray()) {
        sendPiece(step, String.valueOf(one));
      }
    } else if (!bytes.isEmpty()) {
      sendPiece(step, bytes);
    }
  }

  private void sendPiece(Step step, String bytes) throws IOException {
    if (!rig.send(bytes)) {
      throw wrong(step, "the driver does not read it");
    }
  }

  private void expectBytes(Step step) throws InterruptedException {
    String found = rig.scripted().take(step.text().length(), PATIENCE);
    if (!found.equals(step.text())) {
      throw wrong(step, "the driver sent " + EscapedBytes.like(step.source(), found));
    }
  }

  private void exchange(Step step) throws Exception {
    Optional<String> action = action(step);
    if (action.isEmpty()) {
      expectEvent(step);
      return;
    }
    switch (action.get()) {
      case "drop" -> drop(Integer.parseInt(step.text().substring("drop ".length())));
      case "advance" -> advance(step);
      case "link lost" -> rig.scripted().hangUp();
      case "link closed" -> {
        if (!rig.awaitEnd()) {
          throw wrong(step, "the link is still there");
        }
      }
      case "reconnect" -> awaitLink(step);
      default -> rig.closeBoard();
    }
  }

  private static Optional<String> action(Step step) {
    String text = step.text();
    if (text.matches("drop [0-9]{1,6}")) {
      return Optional.of("drop");
    }
    if (text.startsWith(Advance.WORD)) {
      return Optional.of("advance");
    }
    return List.of("link lost", "link closed", "reconnect", "close").contains(text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private void advance(Step step) throws Exception {
    Duration time;
    try {
      time = Advance.of(step.text()).orElseThrow();
    } catch (IllegalArgumentException e) {
      throw wrong(step, e.getMessage());
    }
    rig.advance(time);
  }

  private void drop(int slot) throws Exception {
    DropOrder order = rig.nextOrder(slot);
    rig.drop(order).thenAccept(outcome -> rig.events().ended(order, outcome));
  }

  private void expectEvent(Step step) throws InterruptedException {
    String found =
        rig.events().next(PATIENCE).orElseThrow(() -> wrong(step, "the driver reported nothing"));
    if (!found.equals(step.text()) && !found.startsWith(step.text() + ":")) {
      throw wrong(step, "the driver reported \"" + found + "\"");
    }
  }

  private void awaitLink(Step step) throws IOException {
    if (!rig.link()) {
      throw wrong(step, "the driver does not connect");
    }
  }

  private void expectNothingMore(Step last) throws Exception {
    Optional<String> event = rig.events().next(Duration.ZERO);
    if (event.isPresent()) {
      throw wrong(last, "the driver also reported \"" + event.get() + "\"");
    }
    rig.closeBoard();
    if (!rig.awaitEnd()) {
      throw wrong(last, "the link is still there after the driver's board was closed");
    }
    String sent = rig.scripted().take(1000, Duration.ZERO);
    if (!sent.isEmpty()) {
      throw wrong(last, "the driver also sent " + EscapedBytes.like(sample(), sent));
    }
    if (rig.time().waiting() > 0) {
      throw wrong(last, "the closed board has timers left");
    }
  }

  /** A line of what the driver sends, in the way in which the transcript is written. */
  private String sample() {
    return transcript.steps().stream()
        .filter(step -> step.kind() == Kind.DRIVER_SENDS)
        .findFirst()
        .map(Step::source)
        .orElse("");
  }

  private AssertionError wrong(Step step, String found) {
    return new AssertionError(
        String.format(
            Locale.ROOT,
            "%s:%d (%s): expected %s, but %s",
            transcript.file(),
            step.number(),
            manner.words(),
            step.source(),
            found));
  }

  @Override
  public void close() throws IOException {
    rig.close();
  }
}
