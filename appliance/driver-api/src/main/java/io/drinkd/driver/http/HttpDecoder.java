package io.drinkd.driver.http;

import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderAdapter;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;

/** Reads one answer; what follows it is dropped. */
final class HttpDecoder extends ProtocolDecoderAdapter {

  static final int LINE_MAX = 4096;
  static final int LINES_MAX = 100;
  static final int BODY_MAX = 65_536;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern HEADER = Pattern.compile("([^\\s:]+):[ \t]*(.*?)[ \t]*");
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})(, *\\1)*");
  private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,6})[ \t]*(;.*)?");

  private static final int UNTIL_CLOSED = -1;
  private static final int SWITCHES_PROTOCOL = 101;
  private static final int SHOWN_MAX = 80;

  private enum Part {
    STATUS,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> headers = new HashMap<>();
  private Part part = Part.STATUS;
  private int status;
  private int lines;
  private int left = UNTIL_CLOSED;

  @Override
  public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
    while (in.hasRemaining() && part != Part.DONE) {
      int next = in.getUnsigned();
      if (part == Part.BODY || part == Part.CHUNK) {
        add(next, out);
      } else if (next != '\n') {
        line.write(next);
        if (line.size() > LINE_MAX) {
          fail("a line of more than " + LINE_MAX + " bytes", out);
        }
      } else {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        endOfLine(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, out);
      }
    }
    in.position(in.limit());
  }

  private void add(int next, ProtocolDecoderOutput out) {
    body.write(next);
    if (body.size() > BODY_MAX) {
      fail("a body of more than " + BODY_MAX + " bytes", out);
    } else if (left != UNTIL_CLOSED && --left == 0) {
      if (part == Part.CHUNK) {
        part = Part.CHUNK_END;
      } else {
        finish(out);
      }
    }
  }

  private void endOfLine(String text, ProtocolDecoderOutput out) {
    if (++lines > LINES_MAX) {
      fail("more than " + LINES_MAX + " lines before the body", out);
      return;
    }
    switch (part) {
      case STATUS -> status(text, out);
      case HEADER -> header(text, out);
      case CHUNK_SIZE -> chunk(text, out);
      case CHUNK_END -> {
        part = Part.CHUNK_SIZE;
        if (!text.isEmpty()) {
          fail("a chunk that is longer than its size", out);
        }
      }
      default -> {
        if (text.isEmpty()) {
          finish(out);
        }
      }
    }
  }

  private void status(String text, ProtocolDecoderOutput out) {
    Matcher matcher = STATUS.matcher(text);
    if (matcher.matches()) {
      status = Integer.parseInt(matcher.group(1));
      part = Part.HEADER;
    } else {
      fail(text, out);
    }
  }

  private void header(String text, ProtocolDecoderOutput out) {
    if (text.isEmpty()) {
      endOfHeaders(out);
      return;
    }
    Matcher matcher = HEADER.matcher(text);
    if (matcher.matches()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      headers.merge(name, matcher.group(2), (first, second) -> first + ", " + second);
    } else {
      fail("a header " + text, out);
    }
  }

  private void endOfHeaders(ProtocolDecoderOutput out) {
    String coding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(headers.getOrDefault("content-length", "0"));
    if (status == SWITCHES_PROTOCOL || !(coding.isEmpty() || coding.equals("chunked"))) {
      fail("status " + status + ", coding \"" + coding + "\"", out);
    } else if (status < 200) {
      // Only an announcement, such as "continue"; the answer follows.
      headers.clear();
      part = Part.STATUS;
    } else if (status == 204 || status == 304) {
      finish(out);
    } else if (!coding.isEmpty()) {
      part = Part.CHUNK_SIZE;
    } else if (!length.matches()) {
      fail("a body of the length " + headers.get("content-length"), out);
    } else if (headers.containsKey("content-length")) {
      left = Integer.parseInt(length.group(1));
      part = Part.BODY;
      if (left == 0) {
        finish(out);
      }
    } else {
      part = Part.BODY;
    }
  }

  private void chunk(String text, ProtocolDecoderOutput out) {
    Matcher size = CHUNK.matcher(text);
    if (!size.matches()) {
      fail("a chunk of the size " + text, out);
      return;
    }
    left = Integer.parseInt(size.group(1), 16);
    lines = 0;
    part = left == 0 ? Part.TRAILER : Part.CHUNK;
  }

  private void finish(ProtocolDecoderOutput out) {
    part = Part.DONE;
    String text = body.toString(StandardCharsets.UTF_8);
    out.write(new Reply(new HttpAnswer(status, Map.copyOf(headers), text)));
  }

  private void fail(String what, ProtocolDecoderOutput out) {
    part = Part.DONE;
    String shown = what.replaceAll("[^\\x20-\\x7e]", "?");
    out.write(
        new Garbage(
            "no answer of HTTP: " + shown.substring(0, Math.min(SHOWN_MAX, shown.length()))));
  }

  /** The connection has ended: so has a body without a length. */
  @Override
  public void finishDecode(IoSession session, ProtocolDecoderOutput out) {
    if (part == Part.BODY && left == UNTIL_CLOSED) {
      finish(out);
    }
  }
}
