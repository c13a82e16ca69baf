package io.drinkd.appliance.sunday;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A recorded session of a client, read from a file; {@code transcripts/README.md} describes its
 * lines.
 *
 * @param steps what is sent, what is expected, and what else happens, in order
 */
record Transcript(List<Step> steps) {

  static final String CLOSED = "(closed)";

  /** Stands in a request for what the group of a regular expression before it has matched. */
  static final String FOUND = "$1";

  /** One line of the file. */
  sealed interface Step {}

  record Send(String line) implements Step {}

  record Expect(Pattern line) implements Step {}

  record Closed() implements Step {}

  record AllowShutdown() implements Step {}

  /** The configuration has members in a directory, which says who is an admin. */
  record UseDirectory() implements Step {}

  /** The same, and that directory does not answer. */
  record LoseDirectory() implements Step {}

  record CommandBoard(String command) implements Step {}

  /** The configuration is changed to one without that machine. */
  record Without(String machine) implements Step {}

  /** An admin elsewhere disables that slot of machine d. */
  record Disable(int slot) implements Step {}

  /** An admin elsewhere takes machine d out of service. */
  record TakeOutOfService() implements Step {}

  /** Nothing can be written into the books or read from them any more. */
  record CloseBooks() implements Step {}

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
      return new CommandBoard(line.substring("! board ".length()));
    }
    String[] words = line.split(" ");
    if (words.length == 3 && words[1].equals("without")) {
      return new Without(words[2]);
    } else if (words.length == 3 && words[1].equals("disable")) {
      return new Disable(Integer.parseInt(words[2]));
    } else if (line.equals("! out of service")) {
      return new TakeOutOfService();
    } else if (line.equals("! books closed")) {
      return new CloseBooks();
    } else if (line.equals("! shutdown")) {
      return new AllowShutdown();
    } else if (line.equals("! directory")) {
      return new UseDirectory();
    } else if (line.equals("! directory away")) {
      return new LoseDirectory();
    }
    throw new IllegalArgumentException(
        file + ": a line begins with neither ->, <-, <~, ! nor #: " + line);
  }

  /** Whether nothing but the client decides what happens when. */
  boolean isPlain() {
    return steps.stream()
        .allMatch(
            step ->
                step instanceof Send send && !send.line().contains(FOUND)
                    || step instanceof Expect
                    || step instanceof Closed
                    || step instanceof AllowShutdown
                    || step instanceof UseDirectory
                    || step instanceof LoseDirectory);
  }

  /** What happens before the client connects. */
  List<Step> before() {
    int first = 0;
    while (first < steps.size() && !(steps.get(first) instanceof Expect)) {
      first++;
    }
    return steps.subList(0, first);
  }

  /** What happens from then on. */
  List<Step> after() {
    return steps.subList(before().size(), steps.size());
  }

  /** What each line of the server matches, in order. */
  List<Pattern> expected() {
    return steps.stream()
        .filter(Expect.class::isInstance)
        .map(step -> ((Expect) step).line())
        .toList();
  }

  /** Whether a directory has the members' passwords. */
  boolean usesDirectory() {
    return steps.stream().anyMatch(UseDirectory.class::isInstance) || losesDirectory();
  }

  /** Whether that directory does not answer. */
  boolean losesDirectory() {
    return steps.stream().anyMatch(LoseDirectory.class::isInstance);
  }

  /** Whether admins may stop the appliance. */
  boolean allowsShutdown() {
    return steps.stream().anyMatch(AllowShutdown.class::isInstance);
  }
}
