package io.drinkd.appliance.web.exchange;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Paths of this site. */
public final class Paths {

  /**
   * One slash and then no second one, by which browsers would read the name of a host; a backslash
   * is a slash to them.
   */
  private static final Pattern LOCAL = Pattern.compile("/(?:[!-\\[\\]-~&&[^/]][!-\\[\\]-~]*)?");

  /** What may stand in a path of HTTP besides encoded letters, but for the semicolon. */
  private static final Pattern PLAIN = Pattern.compile("[\\w.~!$&'()*+,=:@/-]*");

  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

  /** An empty segment that is not the last one, or one of dots. */
  private static final Pattern AMBIGUOUS = Pattern.compile("//|/\\.{1,2}(?:/|$)");

  /** What means something else once it is decoded, or decoded twice, or is no letter. */
  private static final Pattern HIDDEN = Pattern.compile("%(?:2[Ff5]|5[Cc]|[01].|7[Ff])");

  private static final int LENGTH_MAX = 1_000;

  private Paths() {}

  /** Whether a text is a path of this site, to which a browser may be sent. */
  public static boolean isLocal(String text) {
    return text.length() <= LENGTH_MAX && LOCAL.matcher(text).matches();
  }

  /**
   * Finds out whether a path says one thing only: what stands behind a semicolon, empty segments
   * and segments of dots, slashes that are hidden by a percent sign, and letters that are none mean
   * something to some servers and nothing to others, such as a proxy in front that decides by the
   * path who gets through.
   *
   * @throws RequestException 400
   */
  static void requireUnambiguous(String path) {
    boolean dots = path.indexOf('%') >= 0 && !isPlain(path.replaceAll("%2[Ee]", "."));
    if (!path.startsWith("/") || dots || !isPlain(path)) {
      throw new RequestException(
          400,
          "expected a path in UTF-8, without ; and //, and without encoded slashes, percent signs,"
              + " dots and control characters");
    }
  }

  private static boolean isPlain(String path) {
    if (isSimple(path)) {
      return true;
    }
    return PLAIN.matcher(ENCODED.matcher(path).replaceAll("")).matches()
        && !AMBIGUOUS.matcher(path).find()
        && !HIDDEN.matcher(path).find()
        && (path.indexOf('%') < 0 || isUtf8(path));
  }

  /** Segments of letters, digits, hyphens and underlines, as nearly all paths here are. */
  private static boolean isSimple(String path) {
    boolean slash = true;
    for (int i = 0; i < path.length(); i++) {
      char each = path.charAt(i);
      boolean letter = each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
      boolean inSegment = letter || each >= '0' && each <= '9' || each == '-' || each == '_';
      if (i == 0 ? each != '/' : !inSegment && (slash || each != '/')) {
        return false;
      }
      slash = each == '/';
    }
    return !slash;
  }

  private static boolean isUtf8(String path) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(path)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Those of a plain path. */
  private static byte[] bytes(String path) {
    // In Latin-1 each decoded byte is a character of its own.
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static String requireLocal(String path) {
    if (!isLocal(path)) {
      throw new IllegalArgumentException("not a path of this site: " + path);
    }
    return path;
  }

  /** A text as one segment of a path, or as a value of a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The first segments of a path, as a browser may be sent there. */
  static String first(String path, int segments) {
    int end = 0;
    for (int i = 0; i < segments; i++) {
      end = path.indexOf('/', end + 1);
    }
    return segments > 0 && isLocal(path) ? path.substring(0, end) : "/";
  }

  /** What stands between the slashes of a path, decoded; nothing for the root. */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    if (path.equals("/")) {
      return segments;
    }
    for (String segment : path.substring(1).split("/", -1)) {
      // A plus sign is itself in a path.
      segments.add(
          segment.indexOf('%') < 0
              ? segment
              : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return segments;
  }
}
