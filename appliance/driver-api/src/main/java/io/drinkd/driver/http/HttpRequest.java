package io.drinkd.driver.http;

import io.drinkd.driver.MaskedText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.mina.core.buffer.IoBuffer;

/** A question to a board, as an {@link HttpBoard} makes it. */
public final class HttpRequest {

  /** Those whose missing body is a mistake, unless they say that it is empty. */
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final String verb;
  private final String path;
  private final List<Object> headers;
  private final String type;
  private final String body;

  HttpRequest(String verb, String path, List<Object> headers, String type, String body) {
    this.verb = verb;
    this.path = path;
    this.headers = headers;
    this.type = type;
    this.body = body;
  }

  IoBuffer encoded() {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    IoBuffer bytes = IoBuffer.allocate(512).setAutoExpand(true);
    put(bytes, verb + " " + path + " HTTP/1.1\r\n");
    for (Object header : headers) {
      if (header instanceof MaskedText masked) {
        masked.putInto(bytes);
      } else {
        put(bytes, (String) header);
      }
    }
    put(bytes, "Connection: close\r\n");
    if (content.length > 0) {
      put(bytes, "Content-Type: " + type + "\r\n");
    }
    if (content.length > 0 || WITH_BODY.contains(verb)) {
      put(bytes, "Content-Length: " + content.length + "\r\n");
    }
    put(bytes, "\r\n");
    return bytes.put(content).flip();
  }

  private static void put(IoBuffer bytes, String text) {
    bytes.put(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** For logs: without headers, of which one may be a secret. */
  @Override
  public String toString() {
    return body.isEmpty() ? verb + " " + path : verb + " " + path + " " + body;
  }
}
