package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.http.HttpDoor;
import io.drinkd.appliance.http.PlainErrors;
import io.drinkd.appliance.http.RequestLine;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty does not take as a request, because it is none or is too large, with a problem
 * or a page as all else. What is no HTTP at all gets a line of plain text.
 */
final class UnreadRequests implements Request.Handler {

  /** A method, perhaps the name of a host, and the beginning of a path. */
  private static final Pattern BEGIN =
      Pattern.compile(
          "[A-Za-z]{1,20} (?:https?://[^/\\s]+)?(/[^\\s?#]*)", Pattern.CASE_INSENSITIVE);

  private final SiteHandler site;
  private final Request.Handler plain = new PlainErrors();

  /**
   * @param site by which they are answered
   */
  UnreadRequests(SiteHandler site) {
    this.site = site;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Matcher begin = BEGIN.matcher(RequestLine.begin(request));
    if (!begin.lookingAt()) {
      return plain.handle(request, response, callback);
    }
    int status = response.getStatus();
    site.refuse(
        new Nowhere(request),
        begin.group(1),
        new RequestException(status, detail(status)),
        response,
        callback);
    return true;
  }

  /** Jetty has an address of its own for what it could not read. */
  private static final class Nowhere extends Request.Wrapper {

    Nowhere(Request request) {
      super(request);
    }

    @Override
    public HttpURI getHttpURI() {
      return HttpURI.from("/");
    }
  }

  private static String detail(int status) {
    return switch (status) {
      case 414 ->
          String.format(
              Locale.ROOT, "the address has more than %d bytes", HttpDoor.HEADER_BYTES_MAX);
      case 431 ->
          String.format(
              Locale.ROOT, "the headers have more than %d bytes", HttpDoor.HEADER_BYTES_MAX);
      case 500, 503 -> "the request could not be answered";
      default -> "the request is not as HTTP/1.1 has it";
    };
  }
}
