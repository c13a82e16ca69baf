package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.web.exchange.Reply.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content.Sink;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a reply, with all that every reply has: whether the client has it already, compression,
 * for whom it may be kept, and the headers for security.
 */
final class ReplyWriter {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

  private static final String NO_STORE = "no-store";
  private static final String NO_CACHE = "no-cache";
  static final HttpField VARY =
      new PreEncodedHttpField(
          HttpHeader.VARY, "Accept, Accept-Encoding, Accept-Language, Authorization, Cookie");
  private static final HttpField VARY_BY_ENCODING =
      new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
  private static final HttpField NOT_STORED =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, NO_STORE);
  static final HttpField CHECKED = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, NO_CACHE);

  private static final int NOT_MODIFIED = 304;

  private final Exchange exchange;
  private final LiveOutputs outputs;
  private final Response response;
  private final Callback callback;
  private final HttpFields.Mutable headers;

  ReplyWriter(Exchange exchange, Response response, Callback callback, LiveOutputs outputs) {
    this.exchange = exchange;
    this.outputs = outputs;
    this.response = response;
    this.callback = callback;
    headers = response.getHeaders();
  }

  private boolean isHead() {
    return exchange.method().equals("HEAD");
  }

  /**
   * Writes it, on a thread of the door; blocks for a {@link Reply#written} one.
   *
   * @param hsts whether the browser is to use TLS only from now on
   */
  void write(Reply reply, boolean hsts) {
    response.setStatus(reply.status());
    if (hsts) {
      headers.add(SecurityHeaders.HSTS);
    }
    if (reply.body() instanceof Body.Whole whole && isForAnybody(reply)) {
      forAnybody(whole.content());
      return;
    }
    headers.add(SecurityHeaders.ALWAYS);
    reply.headers().forEach(headers::put);
    reply.cookies().forEach(cookie -> headers.add(HttpHeader.SET_COOKIE, cookie));
    exchange.formCookie().ifPresent(cookie -> headers.add(HttpHeader.SET_COOKIE, cookie.header()));
    String cache = reply.cacheControl().orElseGet(() -> cacheControl(reply));
    switch (cache) {
      case NO_STORE -> headers.put(NOT_STORED);
      case NO_CACHE -> headers.put(CHECKED);
      default -> headers.put(HttpHeader.CACHE_CONTROL, cache);
    }
    if (!cache.startsWith("public")) {
      headers.put(VARY);
    }
    Body body = reply.body();
    if (body instanceof Body.Whole whole) {
      whole(reply, whole.content(), !cache.equals(NO_STORE));
    } else if (body instanceof Body.Written written) {
      written(written);
    } else if (body instanceof Body.Live live) {
      live(live);
    }
  }

  /** Whether it is what everybody gets who asks so, and the browser does not have it yet. */
  private boolean isForAnybody(Reply reply) {
    return reply.isBare()
        && exchange.method().equals("GET")
        && !isForOne(reply)
        && exchange.formCookie().isEmpty()
        && exchange.header(HttpHeader.IF_NONE_MATCH).isEmpty();
  }

  /** The headers are made once for as long as its content is answered again and again. */
  private void forAnybody(Content content) {
    boolean compressed = content.isWorthCompressing() && exchange.acceptsGzip();
    headers.add(content.headers(compressed));
    byte[] bytes = compressed ? content.compressed() : content.bytes();
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /** What is for one member, or for one form, is not kept by anybody. */
  private String cacheControl(Reply reply) {
    return isForOne(reply) || reply.status() >= 400 ? NO_STORE : NO_CACHE;
  }

  private boolean isForOne(Reply reply) {
    return exchange.caller().isLoggedIn() || exchange.hasFormToken() || !reply.cookies().isEmpty();
  }

  /**
   * @param kept whether anybody may keep it; what is for one member alone has no tag either
   */
  private void whole(Reply reply, Content content, boolean kept) {
    if (content.isWorthCompressing() && !headers.contains(HttpHeader.VARY)) {
      // Compressed or not: who keeps one of them for others must not give it to all.
      headers.put(VARY_BY_ENCODING);
    }
    if (kept && isTagged(reply)) {
      String tag = content.tag();
      headers.put(content.tagField());
      if (isKnown(tag)) {
        response.setStatus(NOT_MODIFIED);
        end();
        return;
      }
    }
    boolean compressed = content.isWorthCompressing() && exchange.acceptsGzip();
    byte[] bytes = compressed ? content.compressed() : content.bytes();
    if (compressed) {
      headers.put(HttpHeader.CONTENT_ENCODING, Content.GZIP);
    }
    if (!content.type().isEmpty()) {
      headers.put(content.typeField());
    }
    if (reply.status() != 204) {
      headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
    }
    response.write(true, isHead() ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(bytes), callback);
  }

  private void end() {
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  /** Whether it is worth asking for again only if it has changed. */
  private boolean isTagged(Reply reply) {
    return reply.status() == 200 && (isHead() || exchange.method().equals("GET"));
  }

  private boolean isKnown(String tag) {
    return exchange
        .header(HttpHeader.IF_NONE_MATCH)
        .filter(known -> known.equals("*") || known.contains('"' + tag + '"'))
        .isPresent();
  }

  private void written(Body.Written written) {
    headers.put(HttpHeader.CONTENT_TYPE, written.type());
    if (isHead()) {
      end();
      return;
    }
    boolean compressed = Content.isText(written.type()) && exchange.acceptsGzip();
    if (compressed) {
      headers.put(HttpHeader.CONTENT_ENCODING, Content.GZIP);
    }
    try (OutputStream out = Sink.asOutputStream(response);
        OutputStream wanted = compressed ? new GZIPOutputStream(out, 8_192) : out) {
      written.writer().writeTo(wanted);
    } catch (IOException | RuntimeException e) {
      // The status has gone out: all that can be done is to break off, so that it is seen.
      LOG.debug("answer not written to its end", e);
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  private void live(Body.Live live) {
    headers.put(HttpHeader.CONTENT_TYPE, live.type());
    // nginx keeps pieces back otherwise.
    headers.put("X-Accel-Buffering", "no");
    headers.put(HttpHeader.CONNECTION, "close");
    if (isHead()) {
      end();
    } else {
      live.source().accept(outputs.open(response, callback, exchange.watch()));
    }
  }
}
