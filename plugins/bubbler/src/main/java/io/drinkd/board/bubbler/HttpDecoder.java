package io.drinkd.board.bubbler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderAdapter;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;

/**
 * Reads one answer, whose body has a length, comes in chunks, or ends with the connection. What
 * follows it is dropped.
 */
final class HttpDecoder extends ProtocolDecoderAdapter {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]{1,6}) *");
  private static final Pattern CHUNKED = Pattern.compile("transfer-encoding: *chunked *");
  private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,6})( *;.*)?");

  private static final int LINE_MAX = 4096;
  private static final int LINES_MAX = 100;
  private static final int BODY_MAX = 65_536;
  private static final int UNTIL_CLOSED = -1;

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
  private Part part = Part.STATUS;
  private int status;
  private int lines;
  private boolean chunked;
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
      case STATUS -> {
        Matcher matcher = STATUS.matcher(text);
        if (matcher.matches()) {
          status = Integer.parseInt(matcher.group(1));
          part = Part.HEADER;
        } else {
          fail(text, out);
        }
      }
      case HEADER -> header(text, out);
      case CHUNK_SIZE -> chunk(text, out);
      case CHUNK_END -> part = Part.CHUNK_SIZE;
      default -> {
        if (text.isEmpty()) {
          finish(out);
        }
      }
    }
  }

  private void header(String text, ProtocolDecoderOutput out) {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(lower);
    if (length.matches()) {
      left = Integer.parseInt(length.group(1));
    } else if (CHUNKED.matcher(lower).matches()) {
      chunked = true;
    } else if (text.isEmpty()) {
      endOfHeaders(out);
    }
  }

  private void endOfHeaders(ProtocolDecoderOutput out) {
    if (status < 200) {
      // Only an announcement, such as "continue"; the answer follows.
      part = Part.STATUS;
    } else if (chunked) {
      part = Part.CHUNK_SIZE;
    } else if (left == 0 || status == 204 || status == 304) {
      finish(out);
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
    out.write(HttpCodec.reply(status, body.toByteArray()));
  }

  private void fail(String what, ProtocolDecoderOutput out) {
    part = Part.DONE;
    out.write(HttpCodec.garbage(what.substring(0, Math.min(80, what.length()))));
  }

  /** The connection has ended: so has a body without a length. */
  @Override
  public void finishDecode(IoSession session, ProtocolDecoderOutput out) {
    if (part == Part.BODY && left == UNTIL_CLOSED) {
      finish(out);
    }
  }
}
