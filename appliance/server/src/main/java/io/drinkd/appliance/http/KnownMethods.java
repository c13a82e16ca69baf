package io.drinkd.appliance.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ends a connection with the answer to a method that no door has: what follows it, as after
 * CONNECT, may be no HTTP at all, and whoever sends it looks for something else than this house.
 */
final class KnownMethods extends Handler.Wrapper {

  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  KnownMethods(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    endIfUnknown(request, response);
    return super.handle(request, response, callback);
  }

  /** The same for what Jetty itself refuses. */
  static Request.Handler errors(Request.Handler answers) {
    return (request, response, callback) -> {
      endIfUnknown(request, response);
      return answers.handle(request, response, callback);
    };
  }

  private static void endIfUnknown(Request request, Response response) {
    if (!KNOWN.contains(request.getMethod())) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
      // Jetty itself keeps the connection of a CONNECT, whatever it was answered.
      ((ClientConnection) request.getConnectionMetaData()).endAfterAnswer();
    }
  }
}
