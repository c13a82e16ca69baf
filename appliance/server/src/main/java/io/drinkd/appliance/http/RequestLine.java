package io.drinkd.appliance.http;

import org.eclipse.jetty.server.Request;

/**
 * How the line of a request begins. Where it is too long, or cannot be read to its end, Jetty
 * forgets it; but who is answered, a program or a person, can be told by its first few bytes.
 */
public final class RequestLine {

  private RequestLine() {}

  /** The first bytes of a request, of which nothing is certain; empty if they are not known. */
  public static String begin(Request request) {
    return request.getConnectionMetaData() instanceof ClientConnection connection
        ? connection.requestBegin()
        : "";
  }
}
