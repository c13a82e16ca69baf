package io.drinkd.appliance.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what no handler can, such as a request that is none: with the status and its words, and
 * nothing of what was sent or of how drinkd is made.
 */
public final class PlainErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String words = response.getStatus() + " " + HttpStatus.getMessage(response.getStatus()) + "\n";
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8")
        .put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
