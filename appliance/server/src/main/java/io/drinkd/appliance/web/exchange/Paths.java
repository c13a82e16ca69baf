package io.drinkd.appliance.web.exchange;

import java.net.URLDecoder;
import java.net.URLEncoder;
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

  /** A semicolon, or a segment of dots. */
  private static final Pattern AMBIGUOUS = Pattern.compile(";|/\\.{1,2}(?:/|$)");

  private static final int LENGTH_MAX = 1_000;

  private Paths() {}

  /** Whether a text is a path of this site, to which a browser may be sent. */
  public static boolean isLocal(String text) {
    return text.length() <= LENGTH_MAX && LOCAL.matcher(text).matches();
  }

  /**
   * Finds out whether a path says one thing only: what stands behind a semicolon, and segments of
   * dots, mean something to some servers and nothing to others, such as a proxy in front that
   * decides by the path who gets through.
   *
   * @throws RequestException 400
   */
  static void requireUnambiguous(String path) {
    if (!path.startsWith("/") || AMBIGUOUS.matcher(path).find()) {
      throw new RequestException(
          400, "expected a path from / on, without ; and without segments of dots");
    }
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
