package io.drinkd.driver.testkit;

import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.Transcript.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model's exchanges, from the file {@value #FILE} of its plugin, with which the conformance
 * checks play its board. The machine's password is {@code secret}. The file has sections, each with
 * lines as in a {@link Transcript}:
 *
 * <pre>
 *   [up]        all that is said until the board is up
 *   [order]     all that is said until the order has left which makes the board drop
 *   [made]      what follows, to the end, if the board drops
 *   [refused]   what follows if the board refuses
 *   [failed]    an answer that does not say that nothing fell, if it has such a one
 *   [garbage]   what a sound board never sends
 *   [after]     where the board is asked after each drop: how
 *   [slots]     where it is not asked: what it reports by itself, slot 1 loaded and slot 2 empty
 *   [no slots]  instead of what it reports of slots, if it never reports any
 *   [wrong]     where it logs in: a login with a wrong password, and how it is refused
 *   [asks]      where it asks something by itself: what, and what it is answered
 * </pre>
 *
 * In texts {@code %d} stands for the slot, {@code %i} for the number of the drop, {@code %c} for
 * the sum of what precedes in the line, {@code %10t} for ten bytes that the driver chooses and the
 * board repeats. In lines of hex digits {@code ss} stands for the slot, {@code tt} for a byte that
 * the driver chooses, {@code cs} for each byte of the sum. {@code = advance 1s} lets time pass.
 */
final class Script {

  static final String FILE = "vocabulary.txt";

  private static final String NO_SLOTS = "no slots";
  private static final String ASKS = "asks";
  private static final String FAILED = "failed";

  private static final List<String> SECTIONS =
      List.of(
          "up", "order", "made", "refused", FAILED, "garbage", "after", "slots", NO_SLOTS, "wrong",
          ASKS);

  private final Map<String, List<String>> sections;
  private final SummedLine sums;

  private Script(Map<String, List<String>> sections, SummedLine sums) {
    this.sections = sections;
    this.sums = sums;
  }

  /**
   * @throws AssertionError if there is no such file, or it is malformed or lacks a section that
   *     such boards need; says which
   */
  static Script read(Path folder, MachineDriver driver) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new AssertionError("No " + file.toAbsolutePath() + ": a driver needs its vocabulary");
    }
    return parse(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8), driver);
  }

  static Script parse(String file, List<String> lines, MachineDriver driver) {
    var sums = new SummedLine(driver.traits().checksum());
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String where = file + ":" + (i + 1) + ": found \"" + line + "\", expected ";
      if (line.startsWith("[") && line.endsWith("]")) {
        String name = line.substring(1, line.length() - 1);
        if (!SECTIONS.contains(name)) {
          throw new AssertionError(where + "one of the sections " + SECTIONS);
        }
        current = new ArrayList<>();
        sections.put(name, current);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        if (sections.isEmpty()) {
          throw new AssertionError(where + "a section before it, such as [up]");
        }
        requirePlayable(line, where, sums);
        requireIds(line, where, driver.traits());
        current.add(line);
      }
    }
    requireSections(file, sections, driver.traits());
    return new Script(sections, sums);
  }

  private static void requirePlayable(String line, String where, SummedLine sums) {
    Optional<String> obstacle = sums.obstacle(line);
    if (obstacle.isPresent()) {
      throw new AssertionError(where + obstacle.get());
    }
    try {
      String sample = sums.fill(sums.inHex(filled(line, 1, 1)).replace("tt", "00"));
      Step step = step(sample);
      if (step.kind() != Transcript.Kind.EXCHANGE || Advance.of(step.text()).isPresent()) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new AssertionError(where + "a line of a transcript, or = advance 1s");
  }

  /** Else the answer to any order would be taken for that to each, and no check would notice. */
  private static void requireIds(String line, String where, BoardTraits traits) {
    if (line.startsWith("<") && !isHex(line) && line.contains("%i") && !traits.ids()) {
      throw new AssertionError(
          where + "no %i in an answer, or a driver whose traits are withIds()");
    }
  }

  private static void requireSections(
      String file, Map<String, List<String>> sections, BoardTraits traits) {
    List<String> needed = new ArrayList<>(List.of("up", "order", "made", "refused", "garbage"));
    if (traits.polls().afterDrop()) {
      needed.add("after");
    }
    if (traits.polls().every().isEmpty() && !sections.containsKey(NO_SLOTS)) {
      needed.add("slots");
    }
    if (traits.login()) {
      needed.add("wrong");
    }
    needed.removeAll(sections.keySet());
    if (!needed.isEmpty()) {
      String instead =
          needed.contains("slots")
              ? "; [no slots] in place of [slots] if the board never reports any"
              : "";
      throw new AssertionError(file + ": no section for " + needed + instead);
    }
  }

  /** The lines of a section; none if there is no such section. */
  List<String> lines(String section) {
    return sections.getOrDefault(section, List.of());
  }

  /** Whether the board reports its slots. */
  boolean knowsSlots() {
    return !sections.containsKey(NO_SLOTS);
  }

  /** Whether the board asks something by itself. */
  boolean asks() {
    return sections.containsKey(ASKS);
  }

  /** Whether the board has an answer that does not say that nothing fell. */
  boolean fails() {
    return sections.containsKey(FAILED);
  }

  /** Whether the board answers orders by HTTP. */
  boolean isHttp() {
    return firstOfBoard("made").filter(line -> line.startsWith("<~ HTTP/1.")).isPresent();
  }

  /** Whether the first thing that the board says if it drops has a sum. */
  boolean isSummed() {
    return firstOfBoard("made").filter(SummedLine::hasSum).isPresent();
  }

  /** Whether something in the section is chosen by the driver. */
  boolean isChosen(String section) {
    return lines(section).stream().anyMatch(Script::hasChosen);
  }

  private static boolean hasChosen(String line) {
    return isHex(line) ? line.contains("tt") : line.matches(".*%[0-9]*t.*");
  }

  /** Whether the first thing that the board says if it drops repeats what the driver has chosen. */
  boolean repeatsChosen() {
    return isChosen("order") && firstOfBoard("made").filter(Script::hasChosen).isPresent();
  }

  /** The first thing that the board says in a section. */
  Optional<String> firstOfBoard(String section) {
    return lines(section).stream().filter(line -> line.startsWith("<")).findFirst();
  }

  SummedLine sums() {
    return sums;
  }

  /** Whether the board ends an order with one message. */
  boolean answersOnce() {
    return lines("made").size() == 1 && lines("refused").size() == 1;
  }

  /** How many questions an order has, the one that makes the board drop included. */
  long questionsOfOrder() {
    return lines("order").stream().filter(line -> line.startsWith(">")).count();
  }

  /** A line for a slot and a drop, with {@code tt} as it is. */
  static String filled(String line, int slot, long drop) {
    return isHex(line)
        ? line.replace("ss", String.format(Locale.ROOT, "%02x", slot))
        : line.replace("%d", String.valueOf(slot)).replace("%i", String.valueOf(drop));
  }

  static boolean isHex(String line) {
    return line.startsWith("<x ") || line.startsWith(">x ");
  }

  /**
   * One line without {@code tt}.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static Step step(String line) {
    return Transcript.parse(FILE, List.of(line)).steps().get(0);
  }
}
