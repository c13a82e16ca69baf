package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.http.HttpDoor;
import io.drinkd.appliance.http.ReadingThread;
import io.drinkd.appliance.metric.Counter;
import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Faults;
import io.drinkd.appliance.service.Services;
import io.drinkd.driver.Timers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Answers all requests of a site: takes each by the same steps to its resource, and what comes back
 * to the client. The steps, in their order: which client it is, how much it asks for, whether it
 * asks this site, who asks, which route it takes, and whether what writes comes from a page of
 * ours.
 */
public final class SiteHandler extends Handler.Abstract implements Graceful {

  private static final Family REQUESTS =
      Family.counter(
          "drink_http_requests_total", "Requests by how they were answered", "listener", "status");

  private static final Set<String> ASKING = Set.of("GET", "HEAD");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String CONNECT = "CONNECT";
  private static final String TOKEN_FIELD = "form-token";
  private static final String TOKEN_HEADER = "X-Form-Token";
  private static final int STATUS_CLASSES = 6;
  private static final CompletionStage<Boolean> OWN = CompletableFuture.completedFuture(true);

  /** Answers that are written as they are made keep a thread each while the client reads. */
  private static final int WRITTEN_AT_ONCE = 2;

  /** A request that has come, at that part of the site, and how it is answered. */
  private record Unanswered(Exchange exchange, Routes part, Response response, Callback callback) {}

  private final SiteSettings settings;
  private final List<Routes> parts;
  private final RequestCallers callers;
  private final SiteHosts hosts;
  private final ClientLimits limits;
  private final Faults faults;
  private final Timers timers;
  private final List<Counter> counters;
  private final LiveOutputs outputs = new LiveOutputs();
  private final Semaphore written = new Semaphore(WRITTEN_AT_ONCE);

  /**
   * @param parts the parts of the site, one of them below {@code /}
   */
  public SiteHandler(SiteSettings settings, List<Routes> parts, Services services, Timers timers) {
    // A handshake of TLS takes long, and would keep the one thread that reads from everything else.
    super(
        settings.listener().tls().isPresent()
            ? InvocationType.BLOCKING
            : InvocationType.NON_BLOCKING);
    this.settings = settings;
    this.parts =
        parts.stream()
            .sorted(Comparator.comparingInt((Routes part) -> part.prefix().length()).reversed())
            .toList();
    String listener = settings.listener().name();
    callers = new RequestCallers(services.logins(), listener);
    hosts = new SiteHosts(settings);
    this.timers = timers;
    limits = new ClientLimits(settings, timers);
    faults = services.faults();
    counters =
        IntStream.range(0, STATUS_CLASSES)
            .mapToObj(each -> services.metrics().counter(REQUESTS, listener, each + "xx"))
            .toList();
  }

  /** How a door answers with it. */
  public HttpDoor.Answers answers() {
    return HttpDoor.Answers.of(this, new UnreadRequests(this));
  }

  private Routes part(String path) {
    for (Routes part : parts) {
      if (part.isFor(path)) {
        return part;
      }
    }
    throw new IllegalStateException("no part of the site is below /");
  }

  /**
   * What is in memory, and what never blocks, is answered by the thread that has read the request:
   * to pass it on to another one would cost as much as all the rest. Everything else is passed on.
   */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Executor pool = request.getComponents().getExecutor();
    if (getInvocationType() == InvocationType.BLOCKING) {
      begin(request, response, callback, pool);
      return true;
    }
    if (neverBlocks(request)) {
      begin(request, response, callback, ReadingThread.of(request));
      return true;
    }
    try {
      pool.execute(() -> beginOrSayWhyNot(request, response, callback, pool));
    } catch (RejectedExecutionException e) {
      callback.failed(e);
    }
    return true;
  }

  /** What cannot be read of a request is answered as Jetty does it for its own threads. */
  private void beginOrSayWhyNot(
      Request request, Response response, Callback callback, Executor executor) {
    try {
      begin(request, response, callback, executor);
    } catch (RuntimeException | LinkageError e) {
      Response.writeError(request, response, callback, e);
    }
  }

  /**
   * Whether nothing that is done for it blocks. What is in memory does not, as long as nothing has
   * to be found out about who asks.
   */
  private boolean neverBlocks(Request request) {
    String path = request.getHttpURI().getPath();
    if (path != null && request.getMethod().equals("POST")) {
      return part(path).isUnblocked(path);
    }
    HttpFields headers = request.getHeaders();
    return path != null
        && ASKING.contains(request.getMethod())
        && part(path).isInMemory(path)
        && !headers.contains(HttpHeader.AUTHORIZATION)
        && !headers.contains(HttpHeader.COOKIE);
  }

  private void begin(Request request, Response response, Callback callback, Executor executor) {
    boolean tls = settings.listener().tls().isPresent();
    Client client = Client.of(request, settings.proxies(), tls);
    ClientWatch watch = new ClientWatch(request);
    Caller anybody = callers.anybody(client, watch.left());
    Exchange exchange = new Exchange(request, client, settings, watch, anybody, executor);
    Routes part = part(exchange.path());
    Callback last = callback;
    CompletionStage<Reply> answer;
    try {
      ClientLimits.Share share = limits.enter(client);
      last = Callback.from(callback, share::end);
      exchange.takes(share::takeBytes);
      answer = answer(exchange, part);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    Unanswered unanswered = new Unanswered(exchange, part, response, last);
    CompletableFuture<Reply> found = answer.toCompletableFuture();
    if (found.isDone()) {
      found.whenComplete((reply, e) -> finishOrBreakOff(unanswered, reply, e));
    } else {
      watch.beginLater(timers, exchange::readAhead);
      found.whenCompleteAsync(
          (reply, e) -> exchange.endReading().thenRun(() -> finishOrBreakOff(unanswered, reply, e)),
          exchange::continueOn);
    }
  }

  /**
   * Answers what is no request, or one that is too large, as it answers all else: by the part of
   * the site that was meant, if that can be seen.
   *
   * @param path as much of it as is known
   * @param wrong why it is not answered
   */
  void refuse(
      Request request, String path, RequestException wrong, Response response, Callback callback) {
    Client client = Client.of(request, settings.proxies(), settings.listener().tls().isPresent());
    ClientWatch watch = new ClientWatch(request);
    Caller anybody = callers.anybody(client, watch.left());
    Executor pool = request.getComponents().getExecutor();
    Exchange exchange = new Exchange(request, client, settings, watch, anybody, pool);
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    write(
        new Unanswered(exchange, part(path), response, callback),
        failed(exchange, part(path), Failure.of(wrong)));
  }

  private CompletionStage<Reply> answer(Exchange exchange, Routes part) {
    if (exchange.method().equals(CONNECT)) {
      throw new RequestException(405, "this is no proxy", Map.of("Allow", "GET, HEAD, OPTIONS"));
    }
    if (exchange.isCodedOtherwise()) {
      // Where such a body ends is seen otherwise by whatever is before this site.
      throw new RequestException(
          400, "a body may be chunked, and coded in no other way", Map.of("Connection", "close"));
    }
    Paths.requireUnambiguous(exchange.path());
    hosts.require(exchange.header(HttpHeader.HOST));
    return then(
        exchange,
        callers.of(exchange, part.loginBy()),
        caller -> {
          // Also where there is nothing: a page that says so shows who has signed in.
          exchange.by(caller);
          Routes.Found route = part.find(exchange.method(), exchange.path());
          exchange.found(route.values());
          return then(
              exchange,
              requireOwnPage(exchange, part.loginBy()),
              own -> route.resource().answer(exchange));
        });
  }

  /** The next step, on this thread if it can be taken at once, and otherwise on one of the door. */
  private static <T> CompletionStage<Reply> then(
      Exchange exchange, CompletionStage<T> step, Function<T, CompletionStage<Reply>> next) {
    CompletableFuture<T> taken = step.toCompletableFuture();
    if (!taken.isDone()) {
      return step.thenComposeAsync(next, exchange::continueOn);
    }
    return taken.isCompletedExceptionally() ? step.thenCompose(next) : next.apply(taken.join());
  }

  private static CompletionStage<Boolean> requireOwnPage(Exchange exchange, LoginBy loginBy) {
    if (READING.contains(exchange.method()) || !RequestCallers.isByBrowser(exchange, loginBy)) {
      return OWN;
    }
    if (exchange.header(HttpHeader.ORIGIN).isEmpty()) {
      throw new RequestException(
          403,
          "found no Origin, expected the one of "
              + exchange.url("/")
              + "; a program shows a token in place of a session");
    }
    if (!exchange.isFromOwnPage()) {
      throw new RequestException(
          403,
          "the request comes from a page of another site; open this one at "
              + exchange.url("/")
              + " and try again");
    }
    Optional<String> header = exchange.header(TOKEN_HEADER);
    CompletionStage<String> token =
        header.isEmpty() && exchange.isForm()
            ? exchange.form().thenApply(form -> form.find(TOKEN_FIELD).orElse(""))
            : CompletableFuture.completedFuture(header.orElse(""));
    return token.thenApply(given -> requireOwnToken(exchange, given));
  }

  private static boolean requireOwnToken(Exchange exchange, String given) {
    if (!exchange.isOwnToken(given)) {
      throw new RequestException(403, "the page is too old; load it again and try once more");
    }
    return true;
  }

  /**
   * A request is answered in any case: if even its failure cannot be said, by the transport. But
   * nobody answers a client that has gone.
   */
  private void finishOrBreakOff(Unanswered unanswered, Reply reply, Throwable failure) {
    Exchange exchange = unanswered.exchange();
    Callback callback = unanswered.callback();
    try {
      if (exchange.watch().hasLeft()) {
        exchange.watch().close();
        callback.failed(new EofException("the client has gone"));
        return;
      }
      if (exchange.watch().answers()) {
        unanswered.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      finish(unanswered, reply, failure);
    } catch (RuntimeException | LinkageError e) {
      faults.refusal("the answer to " + exchange.method() + " " + exchange.path(), e);
      callback.failed(e);
    }
  }

  private void finish(Unanswered unanswered, Reply reply, Throwable failure) {
    Exchange exchange = unanswered.exchange();
    Routes part = unanswered.part();
    Reply answer = failure == null ? reply : failed(exchange, part, failure(exchange, failure));
    if (!(answer.body() instanceof Reply.Body.Written)) {
      write(unanswered, answer);
    } else if (written.tryAcquire()) {
      try {
        write(unanswered, answer);
      } finally {
        written.release();
      }
    } else {
      RequestException busy =
          new RequestException(
              503, "too many reports are being made; try again later", Map.of("Retry-After", "5"));
      write(unanswered, failed(exchange, part, Failure.of(busy)));
    }
  }

  private Failure failure(Exchange exchange, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RequestException wrong) {
        return Failure.of(wrong);
      }
      if (cause instanceof HttpException unreadable) {
        return Failure.of(
            new RequestException(
                unreadable.getCode() / 100 == 4 ? unreadable.getCode() : 400,
                "the request has a header that cannot be read"));
      }
    }
    return Failure.of(faults.refusal(exchange.method() + " " + exchange.path(), thrown));
  }

  private static Reply failed(Exchange exchange, Routes part, Failure failure) {
    Reply reply = part.failures().reply(exchange, failure).with(failure.headers());
    boolean asksForToken =
        failure.status() == 401
            && part.loginBy() == LoginBy.TOKEN_OR_SESSION
            && !failure.headers().containsKey("WWW-Authenticate");
    return asksForToken ? reply.with("WWW-Authenticate", "Bearer") : reply;
  }

  private void write(Unanswered unanswered, Reply reply) {
    counters.get(Math.min(reply.status() / 100, STATUS_CLASSES - 1)).increment();
    Exchange exchange = unanswered.exchange();
    new ReplyWriter(exchange, unanswered.response(), unanswered.callback(), outputs)
        .write(reply, settings.hsts() && exchange.isSecure());
  }

  /** What has no end of its own is not waited for when the door closes. */
  @Override
  public CompletableFuture<Void> shutdown() {
    outputs.close();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isShutdown() {
    return outputs.isClosed();
  }
}
