package io.drinkd.appliance.sunday;

import io.drinkd.appliance.net.LineParser;
import io.drinkd.appliance.sunday.Line.Fault;
import io.drinkd.appliance.sunday.Line.Request;
import io.drinkd.appliance.sunday.Line.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one line apart: words between runs of spaces and tabs, {@code "two words"} as one of them.
 *
 * <p>A quote opens an argument only at its beginning and closes it only before a blank or the end,
 * so that a password may have quotes inside. ASCII, which is nearly everything, is copied as it is;
 * a decoder is asked only for lines with other bytes.
 */
final class RequestParser implements LineParser {

  /** A line of nothing but blanks is ignored. */
  @Override
  public Optional<Line> parse(byte[] bytes, int from, int to) {
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return Optional.of(unreadable(Fault.NUL, bytes, from, to));
      }
      ascii &= bytes[i] > 0;
    }
    if (!ascii && !isUtf8(bytes, from, to)) {
      return Optional.of(unreadable(Fault.BAD_UTF8, bytes, from, to));
    }
    return words(bytes, from, to, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  @Override
  public Line tooLong(byte[] bytes, int from, int to) {
    return unreadable(Fault.TOO_LONG, bytes, from, to);
  }

  private static Line unreadable(Fault fault, byte[] bytes, int from, int to) {
    String start = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    return new Unreadable(HttpFilter.beginsHttp(start) ? Fault.HTTP : fault);
  }

  private static Optional<Line> words(byte[] bytes, int from, int to, Charset charset) {
    int at = skipBlanks(bytes, from, to);
    if (at == to) {
      return Optional.empty();
    }
    String verb = null;
    List<String> arguments = List.of();
    while (at < to) {
      boolean quoted = bytes[at] == '"';
      int wordStart = quoted ? at + 1 : at;
      int wordEnd = quoted ? closingQuote(bytes, wordStart, to) : nextBlank(bytes, at, to);
      if (wordEnd == to && quoted) {
        return Optional.of(unreadable(Fault.QUOTE_NOT_CLOSED, bytes, from, to));
      }
      String word = new String(bytes, wordStart, wordEnd - wordStart, charset);
      if (verb == null) {
        verb = upperCase(word);
        arguments = wordEnd == to ? arguments : new ArrayList<>(3);
      } else {
        arguments.add(word);
      }
      at = skipBlanks(bytes, quoted ? wordEnd + 1 : wordEnd, to);
    }
    return Optional.of(new Request(verb, arguments));
  }

  private static int skipBlanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private static int nextBlank(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The index of the quote that a blank or the end follows; {@code to} if there is none. */
  private static int closingQuote(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !(bytes[at] == '"' && (at + 1 == to || isBlank(bytes[at + 1])))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /** Of ASCII letters only: no letter of another script may turn into one of a verb. */
  private static String upperCase(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 'a' && word.charAt(i) <= 'z') {
        StringBuilder upper = new StringBuilder(word.length());
        word.chars().forEach(c -> upper.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c)));
        return upper.toString();
      }
    }
    return word;
  }

  private static boolean isUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
