package io.drinkd.appliance.web.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What is answered to a request. What every answer has is no part of it: headers for security,
 * conditions ({@code ETag}), compression, and how it may be cached unless it says so itself. Never
 * changes.
 */
public final class Reply {

  private static final String CACHE_CONTROL = "Cache-Control";

  private final int status;
  private final Body body;
  private final Map<String, String> headers;
  private final List<String> cookies;

  /** What is answered behind the headers. */
  sealed interface Body {

    /** Bytes that are there. */
    record Whole(Content content) implements Body {}

    /** Bytes that are written as they are made. */
    record Written(String type, Writer writer) implements Body {}

    /** Pieces, without an end of its own. */
    record Live(String type, Consumer<LiveOutput> source) implements Body {}
  }

  /** Writes an answer that is too long to be kept in memory. */
  @FunctionalInterface
  public interface Writer {

    /**
     * Writes all of it, on a thread of the door, and blocks while the client does not read.
     *
     * @throws IOException if the client has gone, or reads too slowly
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private Reply(int status, Body body, Map<String, String> headers, List<String> cookies) {
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.cookies = cookies;
  }

  /** Content, with status 200. */
  public static Reply of(Content content) {
    return of(200, content);
  }

  /** Content. */
  public static Reply of(int status, Content content) {
    return new Reply(status, new Body.Whole(content), Map.of(), List.of());
  }

  /** Nothing but the status, such as 204. */
  public static Reply empty(int status) {
    return of(status, Content.of("", new byte[0]));
  }

  /**
   * Sends the browser elsewhere in this site, by GET.
   *
   * @param path begins with one slash
   */
  public static Reply seeOther(String path) {
    return empty(303).with("Location", Paths.requireLocal(path));
  }

  /**
   * Sends the browser to another site, by GET.
   *
   * @param address one that nobody but who runs the site has chosen
   */
  public static Reply elsewhere(URI address) {
    return empty(303).with("Location", address.toASCIIString());
  }

  /** Content that is written piece by piece. */
  public static Reply written(String type, Writer writer) {
    return new Reply(200, new Body.Written(type, writer), Map.of(), List.of());
  }

  /**
   * What has no end. It is not compressed, and not kept by anybody.
   *
   * @param source is given the output once the headers are on their way
   */
  public static Reply live(String type, Consumer<LiveOutput> source) {
    return new Reply(200, new Body.Live(type, source), Map.of(), List.of())
        .with(CACHE_CONTROL, "no-store");
  }

  /**
   * The same with another header; it replaces one of that name.
   *
   * @param value one line
   */
  public Reply with(String header, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) == 0x7f) {
        throw new IllegalArgumentException("a header has one line of text: " + header);
      }
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, body, more, cookies);
  }

  /** The same with several. */
  public Reply with(Map<String, String> more) {
    Reply reply = this;
    for (Map.Entry<String, String> header : more.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  /** The same, and whoever keeps it may use it for ever: its path has a hash of the content. */
  public Reply immutable() {
    return with(CACHE_CONTROL, "public, max-age=31536000, immutable");
  }

  /** The same, and nobody is to keep it. */
  public Reply unkept() {
    return with(CACHE_CONTROL, "no-store");
  }

  /** The same, and the browser keeps or forgets a cookie. */
  public Reply with(Cookie cookie) {
    List<String> more = new ArrayList<>(cookies);
    more.add(cookie.header());
    return new Reply(status, body, headers, more);
  }

  /** For a resource that need not wait for anything. */
  public CompletionStage<Reply> now() {
    return CompletableFuture.completedFuture(this);
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** Whether it is content with status 200 and nothing else. */
  boolean isBare() {
    return status == 200 && headers.isEmpty() && cookies.isEmpty();
  }

  Body body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<String> cacheControl() {
    return Optional.ofNullable(headers.get(CACHE_CONTROL));
  }

  List<String> cookies() {
    return cookies;
  }
}
