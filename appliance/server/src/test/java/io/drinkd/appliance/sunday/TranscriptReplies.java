package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.Transcript.Expect;
import io.drinkd.appliance.sunday.Transcript.Send;
import io.drinkd.appliance.sunday.Transcript.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the transcripts of a dialect show as replies to each verb. */
final class TranscriptReplies {

  static final Path FOLDER = Path.of("src/test/resources/transcripts");

  private static final Pattern LAST_LINE = Pattern.compile("(OK|ERR|WARN|Good Bye|[{]).*\r?");

  /**
   * A reply.
   *
   * @param file the transcript
   * @param verb the request's first word, in capitals
   * @param lines what each line is or matches
   */
  record RecordedReply(Path file, String verb, List<Pattern> lines) {

    Pattern last() {
      return lines.get(lines.size() - 1);
    }

    /** Whether the request could not be taken apart: then the error does not belong to its verb. */
    boolean isUnreadable() {
      return file.endsWith("lines.txt");
    }

    boolean isError() {
      return text(last()).startsWith("ERR") || text(last()).startsWith("WARN");
    }

    /** Its first row, if it has rows, and its last line. */
    List<String> example() {
      String last = text(last()).stripTrailing();
      return lines.size() == 1 ? List.of(last) : List.of(text(lines.get(0)).stripTrailing(), last);
    }
  }

  private TranscriptReplies() {}

  /** All replies of a dialect; those of the file that is named for a verb come first. */
  static List<RecordedReply> of(String dialect) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(dialect))) {
      List<RecordedReply> shown = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        shown.addAll(read(file));
      }
      shown.sort((one, other) -> Boolean.compare(isOwn(other), isOwn(one)));
      return shown;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOwn(RecordedReply shown) {
    String name = shown.verb.toLowerCase(Locale.ROOT) + ".txt";
    return shown.file.getFileName().toString().equals(name);
  }

  private static List<RecordedReply> read(Path file) throws IOException {
    Deque<String> verbs = new ArrayDeque<>();
    List<RecordedReply> shown = new ArrayList<>();
    List<Pattern> lines = new ArrayList<>();
    boolean greeted = false;
    for (Step step : Transcript.read(file).steps()) {
      if (step instanceof Send send && !send.line().isBlank()) {
        verbs.add(send.line().strip().split("\\s+")[0].toUpperCase(Locale.ROOT));
      } else if (step instanceof Expect expect && !greeted) {
        greeted = true;
      } else if (step instanceof Expect expect) {
        lines.add(expect.line());
        if (LAST_LINE.matcher(text(expect.line())).matches()) {
          shown.add(new RecordedReply(file, verbs.remove(), List.copyOf(lines)));
          lines.clear();
        }
      }
    }
    return shown;
  }

  /** What the pattern is for, or, where it leaves something open, a text like those it matches. */
  static String text(Pattern line) {
    String pattern = line.pattern();
    if (pattern.startsWith("\\Q")) {
      return pattern.substring(2, pattern.length() - 2);
    }
    return pattern
        .replace("([\\w-]{43})", "...")
        .replace("\\d{4}", "2026")
        .replace("\\d\\d", "08")
        .replaceAll("\\\\d[+]", "1")
        .replace("\\d", "0")
        .replaceAll("\\(([^|)]*)\\|[^)]*\\)", "$1")
        .replace("\\", "");
  }
}
