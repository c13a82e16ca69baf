package io.drinkd.appliance.sunday;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A conversation as a file tells it; {@code transcripts/README.md} says how.
 *
 * @param steps what is sent, expected and told to the board, in order
 */
record Transcript(List<Step> steps) {

  static final String CLOSED = "(closed)";

  /** One line of the file. */
  sealed interface Step {}

  record Send(String line) implements Step {}

  record Expect(Pattern line) implements Step {}

  record Closed() implements Step {}

  record AllowShutdown() implements Step {}

  record TellBoard(String command) implements Step {}

  static Transcript read(Path file) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        steps.add(step(file, line));
      }
    }
    return new Transcript(steps);
  }

  private static Step step(Path file, String line) {
    String text = line.length() > 3 ? line.substring(3).replace("\\r", "\r") : "";
    if (line.startsWith("->")) {
      return new Send(text);
    } else if (line.equals("<- " + CLOSED)) {
      return new Closed();
    } else if (line.startsWith("<- ")) {
      return new Expect(Pattern.compile(Pattern.quote(text)));
    } else if (line.startsWith("<~ ")) {
      return new Expect(Pattern.compile(text));
    } else if (line.startsWith("! board ")) {
      return new TellBoard(line.substring("! board ".length()));
    }
    if (line.equals("! shutdown")) {
      return new AllowShutdown();
    }
    throw new IllegalArgumentException(
        file + ": a line begins with neither ->, <-, <~, ! nor #: " + line);
  }

  /** Whether nothing but the client decides what happens when. */
  boolean isPlain() {
    return steps.stream().noneMatch(TellBoard.class::isInstance);
  }

  /** What each line of the server matches, in order. */
  List<Pattern> expected() {
    return steps.stream()
        .filter(Expect.class::isInstance)
        .map(step -> ((Expect) step).line())
        .toList();
  }

  /** Whether admins may stop the appliance. */
  boolean allowsShutdown() {
    return steps.stream().anyMatch(AllowShutdown.class::isInstance);
  }
}
