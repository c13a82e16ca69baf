package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recorded conversation between a driver and a board, read from a file. Each line is one step:
 *
 * <pre>
 *   # text            a comment; blank lines are skipped too
 *   # Settings: a=1   the driver's own settings that are not the defaults, commas between them
 *   &lt; text            the board sends the text and LF, in one piece
 *   &lt;~ text           the board sends the text without LF: the line continues in the next piece
 *   &lt;. text           the board sends the text and LF byte by byte
 *   &lt;x 0a 41 ff        the board sends these bytes
 *   &gt; text            the driver sends the text and LF, exactly
 *   &gt;~ text           the driver sends the text, exactly
 *   &gt;x 0a 41 ff        the driver sends these bytes, exactly
 *   = what            an action on the driver, or a report of the driver: see {@link
 *                     TranscriptReplay}
 * </pre>
 *
 * In texts {@code \n}, {@code \r}, {@code \t}, {@code \\} and {@code \x2a} (a byte by its two hex
 * digits) are escapes, so {@code < 4\n71 1} is an answer glued to the beginning of another line.
 *
 * @param file its name, for messages
 * @param settings the driver's own settings that are not the defaults
 */
public record Transcript(String file, Map<String, String> settings, List<Step> steps) {

  private static final String SETTINGS = "# Settings:";

  /** Who acts in a step. */
  enum Kind {
    BOARD_SENDS,
    DRIVER_SENDS,
    EXCHANGE
  }

  /**
   * One line of the file.
   *
   * @param number of the line in the file, from 1
   * @param text the bytes, one in each char; for an exchange its words
   * @param byteByByte whether the board sends so
   */
  record Step(int number, String source, Kind kind, String text, boolean byteByByte) {}

  public Transcript {
    settings = Map.copyOf(settings);
    steps = List.copyOf(steps);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if a line is malformed; says file and line
   */
  public static Transcript read(Path path) throws IOException {
    return parse(path.getFileName().toString(), Files.readAllLines(path, StandardCharsets.UTF_8));
  }

  static Transcript parse(String file, List<String> lines) {
    List<Step> steps = new ArrayList<>();
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(SETTINGS)) {
        addSettings(line.substring(SETTINGS.length()), settings);
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        try {
          steps.add(step(i + 1, line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              file + ":" + (i + 1) + ": found \"" + line + "\": " + e.getMessage(), e);
        }
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(file + ": has no step");
    }
    return new Transcript(file, settings, steps);
  }

  private static void addSettings(String text, Map<String, String> settings) {
    for (String one : text.split(",")) {
      String[] pair = one.strip().split("=", 2);
      settings.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
  }

  private static Step step(int number, String line) {
    int blank = line.indexOf(' ');
    String mark = blank < 0 ? line : line.substring(0, blank);
    String rest = blank < 0 ? "" : line.substring(blank + 1);
    return switch (mark) {
      case "<" -> new Step(number, line, Kind.BOARD_SENDS, bytes(rest) + "\n", false);
      case "<~" -> new Step(number, line, Kind.BOARD_SENDS, bytes(rest), false);
      case "<." -> new Step(number, line, Kind.BOARD_SENDS, bytes(rest) + "\n", true);
      case "<x" -> new Step(number, line, Kind.BOARD_SENDS, hex(rest), false);
      case ">x" -> new Step(number, line, Kind.DRIVER_SENDS, hex(rest), false);
      case ">" -> new Step(number, line, Kind.DRIVER_SENDS, bytes(rest) + "\n", false);
      case ">~" -> new Step(number, line, Kind.DRIVER_SENDS, bytes(rest), false);
      case "=" -> new Step(number, line, Kind.EXCHANGE, rest.strip(), false);
      default ->
          throw new IllegalArgumentException(
              "expected a line that begins with # < <~ <. <x > >~ >x or =");
    };
  }

  private static String hex(String text) {
    try {
      byte[] bytes = HexFormat.of().parseHex(text.replace(" ", ""));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected bytes of two hex digits each", e);
    }
  }

  private static String bytes(String text) {
    var bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.append(c);
      } else if (i + 1 == text.length()) {
        throw new IllegalArgumentException("expected n, r, t, \\ or x after the last \\");
      } else if (text.charAt(i + 1) == 'x') {
        if (i + 4 > text.length()) {
          throw new IllegalArgumentException("expected two hex digits after \\x");
        }
        bytes.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        bytes.append(escaped(text.charAt(i + 1)));
        i++;
      }
    }
    return bytes.toString();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '\\' -> '\\';
      default -> throw new IllegalArgumentException("expected n, r, t, \\ or x after \\");
    };
  }
}
