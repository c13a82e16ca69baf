package io.drinkd.appliance.web.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.net.ConnectException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks a provider by HTTP: not longer than a while, however slowly it answers, and for no more than
 * some kilobytes. Follows it nowhere else, and asks nothing twice. May be used by any thread.
 */
final class BoundedHttp implements HTTPRequestSender, ResourceRetriever {

  private static final String CONTENT_TYPE = "Content-Type";

  private final Duration patience;
  private final HttpClient client;

  /**
   * @param patience how long a whole answer may take
   */
  BoundedHttp(Duration patience) {
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * What is there.
   *
   * @throws UnusableException if there is no answer, or none with status 200
   */
  String get(URI address) throws UnusableException {
    HTTPResponse answer = send(new HTTPRequest(HTTPRequest.Method.GET, address));
    if (answer.getStatusCode() != HTTPResponse.SC_OK) {
      throw new UnusableException(
          "answers " + answer.getStatusCode() + " where it describes itself");
    }
    return answer.getBody();
  }

  @Override
  public Resource retrieveResource(URL address) throws UnusableException {
    return new Resource(get(URI.create(address.toString())), "application/json");
  }

  @Override
  public HTTPResponse send(ReadOnlyHTTPRequest asked) throws UnusableException {
    HttpResponse<byte[]> answer = answer(request(asked));
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    try {
      response.setContentType(answer.headers().firstValue(CONTENT_TYPE).orElse("text/plain"));
    } catch (ParseException e) {
      throw new UnusableException("answers with a Content-Type that is none");
    }
    response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
    return response;
  }

  private static HttpRequest request(ReadOnlyHTTPRequest asked) {
    String body = asked.getBody();
    BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(asked.getURI()).method(asked.getMethod().name(), sent);
    asked
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    return request.build();
  }

  private HttpResponse<byte[]> answer(HttpRequest request) throws UnusableException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBody());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new UnusableException("no whole answer in time");
    } catch (ExecutionException e) {
      throw new UnusableException(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("interrupted while it was asked");
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(Throwable failure) {
    if (failure instanceof BoundedBody.TooLongException) {
      return "an answer of more than " + BoundedBody.BYTES_MAX + " bytes";
    }
    if (failure instanceof SSLException) {
      return "no TLS with a certificate that is trusted here";
    }
    return failure instanceof ConnectException ? "no connection" : "the connection broke";
  }
}
