package io.drinkd.appliance.metrics;

import io.drinkd.appliance.service.Health;
import io.drinkd.appliance.service.Health.Report;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers the three paths. Each looks after the house first, if nobody has within a second. */
final class MetricsHandler extends Handler.Abstract {

  private static final String READY = "/readyz";
  private static final String ALIVE = "/healthz";
  private static final String METRICS = "/metrics";

  private final String appliance;
  private final Health health;
  private final Exposition exposition;

  /** An answer: its status, its type, and what it says. */
  private record Answer(int status, String type, byte[] body) {}

  /**
   * @param appliance what it is called
   */
  MetricsHandler(String appliance, Health health, Exposition exposition) {
    this.appliance = appliance;
    this.health = health;
    this.exposition = exposition;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    if (!reads) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
    switch (Request.getPathInContext(request)) {
      case ALIVE -> answer(response, callback, report -> health(HttpStatus.OK_200, report));
      case READY -> answer(response, callback, this::readiness);
      case METRICS -> {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        answer(response, callback, report -> metrics(accept));
      }
      default -> Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
    return true;
  }

  /** On a thread of this door: those that complete the look have other things to do. */
  private void answer(Response response, Callback callback, Function<Report, Answer> content) {
    health
        .recentLook()
        .thenApplyAsync(content, getServer().getThreadPool())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                write(response, callback, answer);
              } else {
                callback.failed(failure);
              }
            });
  }

  private static void write(Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body.length);
    response.write(true, ByteBuffer.wrap(answer.body), callback);
  }

  private Answer readiness(Report report) {
    return health(report.ready() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, report);
  }

  private Answer health(int status, Report report) {
    return new Answer(status, "application/json", HealthJson.of(appliance, report));
  }

  private Answer metrics(String accept) {
    try {
      Exposition.Page page = exposition.page(accept);
      return new Answer(HttpStatus.OK_200, page.type(), page.body());
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read or written here but memory", e);
    }
  }
}
