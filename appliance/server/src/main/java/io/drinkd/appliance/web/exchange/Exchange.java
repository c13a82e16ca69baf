package io.drinkd.appliance.web.exchange;

import io.drinkd.appliance.service.Caller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * A request that is being answered, and who asks. Used by one thread at a time, but for what reads
 * ahead meanwhile. Throws a {@link RequestException} if the request is not as it should be.
 */
public final class Exchange {

  /** The one with which a thread of the door continues. */
  private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

  private static final CompletionStage<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final Request request;
  private final Client client;
  private final SiteSettings settings;
  private final ClientWatch watch;
  private final Executor executor;
  private final Cookies cookies;

  private volatile Caller caller;
  private volatile boolean known;
  private Map<String, String> values = Map.of();
  private Optional<Form> query = Optional.empty();
  private IntConsumer memory = bytes -> {};
  private volatile Optional<CompletableFuture<byte[]>> body = Optional.empty();
  private boolean answered;
  private Optional<String> newFormSecret = Optional.empty();
  private boolean hasFormToken;

  /**
   * @param caller anybody, at the client's address
   * @param executor continues with it once something has been waited for
   */
  Exchange(
      Request request,
      Client client,
      SiteSettings settings,
      ClientWatch watch,
      Caller caller,
      Executor executor) {
    this.request = request;
    this.client = client;
    this.settings = settings;
    this.watch = watch;
    this.caller = caller;
    this.executor = executor;
    cookies = new Cookies(request.getHeaders(), settings.isSecure(client));
  }

  /** The method, such as {@code GET}. */
  public String method() {
    return request.getMethod();
  }

  /** Whether somebody looks at something, or asks what would be seen. */
  public boolean looks() {
    return method().equals("GET") || method().equals("HEAD");
  }

  /** The path, as it was sent, without the query; empty if there is none. */
  public String path() {
    return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
  }

  ClientWatch watch() {
    return watch;
  }

  /** From now on its body takes memory there, see {@link BodyReader#read}. */
  void takes(IntConsumer bytes) {
    memory = bytes;
  }

  /** Whether all of it has been read from the connection. */
  boolean isRead() {
    HttpFields headers = request.getHeaders();
    return body.map(read -> read.isDone() && !read.isCompletedExceptionally())
        .orElseGet(
            () ->
                headers.getLongField(HttpHeader.CONTENT_LENGTH) <= 0
                    && !headers.contains(HttpHeader.TRANSFER_ENCODING));
  }

  void found(Map<String, String> pathValues) {
    values = pathValues;
  }

  /** What stands in the path where the route has {@code {name}}, decoded. */
  public String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /** The names and values behind the path; empty without. */
  public Form query() {
    if (query.isEmpty()) {
      String sent = request.getHttpURI().getQuery();
      query = Optional.of(Form.parse(sent == null ? "" : sent));
    }
    return query.get();
  }

  /** Whether there is anything behind the path. */
  public boolean hasQuery() {
    return request.getHttpURI().getQuery() != null;
  }

  /** A header; the first if there are several. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  Optional<String> header(HttpHeader header) {
    return Optional.ofNullable(request.getHeaders().get(header));
  }

  /** Whether the body has a transfer coding besides one {@code chunked}. */
  boolean isCodedOtherwise() {
    return Headers.isCodedOtherwise(request.getHeaders());
  }

  /**
   * A header that may be there once only: of two, one would be taken by whatever is before this
   * site, and the other one here.
   *
   * @throws RequestException 400 if there are several
   */
  public Optional<String> onlyHeader(String name) {
    return Headers.only(request.getHeaders(), name);
  }

  /** What is the same for all requests of its connection. */
  ConnectionMetaData connection() {
    return request.getConnectionMetaData();
  }

  /** The cookies of the browser that asks. */
  public Cookies cookies() {
    return cookies;
  }

  /**
   * The body, of at most 64 KiB, or 4 KiB of whoever is not signed in.
   *
   * @param types which it may have, such as {@code application/json}; what is text is in UTF-8
   * @return fails with 413 if it is longer, and with 429 or 503 if too much is being sent
   * @throws RequestException 415 if it has another one
   */
  public CompletionStage<byte[]> body(String... types) {
    String type = header(HttpHeader.CONTENT_TYPE).orElse("");
    MediaType sent = MediaType.parse(type);
    if (!List.of(types).contains(sent.name()) || !sent.isUtf8()) {
      throw new RequestException(
          415, "expected Content-Type " + String.join(" or ", types) + ", in UTF-8");
    }
    return wholeBody();
  }

  /**
   * Reads a body that is short for sure, so that it can be seen whether a client has left that
   * waits for something else, such as its login; returns whether nothing is left to be read.
   */
  synchronized boolean readAhead() {
    if (answered) {
      return false;
    }
    long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    boolean readable = length < 0 ? known : length <= BodyReader.BYTES_OF_STRANGERS_MAX;
    if (readable && !isRead()) {
      wholeBody();
    }
    // One that was broken off has no more to come.
    return isRead() || body.filter(CompletableFuture::isCompletedExceptionally).isPresent();
  }

  /**
   * Reads nothing ahead any more, for whoever answers looks at what is unread, too; completes when
   * nobody reads.
   */
  synchronized CompletionStage<?> endReading() {
    answered = true;
    return body.isEmpty() ? NOTHING : body.get().exceptionally(e -> new byte[0]);
  }

  private synchronized CompletableFuture<byte[]> wholeBody() {
    if (body.isEmpty()) {
      int most = caller.isLoggedIn() ? BodyReader.BYTES_MAX : BodyReader.BYTES_OF_STRANGERS_MAX;
      CompletableFuture<byte[]> read = BodyReader.read(request, most, memory);
      // What is done with it is not for the thread that reads from all connections.
      body = Optional.of(read.isDone() ? read : read.thenApplyAsync(all -> all, this::continueOn));
    }
    return body.get();
  }

  /** The fields of a form that was sent; fails like {@link #body}. */
  public CompletionStage<Form> form() {
    return body(Form.TYPE)
        .thenApply(bytes -> Form.parse(new String(bytes, StandardCharsets.UTF_8)));
  }

  /** Whether a form was sent. */
  boolean isForm() {
    return MediaType.parse(header(HttpHeader.CONTENT_TYPE).orElse("")).name().equals(Form.TYPE);
  }

  void by(Caller found) {
    caller = found;
    known = true;
  }

  /** Who asks. */
  public Caller caller() {
    return caller;
  }

  /** The languages that whoever asks wants to read, the best first; empty if that is not known. */
  public List<Locale> languages() {
    return header(HttpHeader.ACCEPT_LANGUAGE).isEmpty() ? List.of() : Request.getLocales(request);
  }

  /** Whether the client takes answers of a type, such as {@code application/json}. */
  public boolean accepts(String type) {
    return !request.getHeaders().contains(HttpHeader.ACCEPT)
        || MediaType.isAccepted(type, request.getHeaders().getQualityCSV(HttpHeader.ACCEPT));
  }

  boolean acceptsGzip() {
    return request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING)
        && request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).contains("gzip");
  }

  /** Where the client is. */
  public InetAddress client() {
    return client.address();
  }

  /** Whether nobody between the client and here can read what they say to each other. */
  public boolean isPrivate() {
    return client.secure() || client.address().isLoopbackAddress();
  }

  boolean isSecure() {
    return client.secure();
  }

  /**
   * A path of this site as people elsewhere reach it: below {@code public-url}, or, if nobody has
   * said that, below the address that the client is connected with. Never below what the request
   * calls the host.
   */
  public String url(String path) {
    return settings.publicOrigin().orElseGet(this::localOrigin) + Paths.requireLocal(path);
  }

  private String localOrigin() {
    InetSocketAddress local =
        (InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress();
    String address = local.getAddress().getHostAddress().replaceFirst("%.*", "");
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return (client.secure() ? "https://" : "http://") + host + ":" + local.getPort();
  }

  /** Whether the page that sent the request is one of this site. */
  boolean isFromOwnPage() {
    Optional<String> origin = header(HttpHeader.ORIGIN);
    String own =
        settings
            .publicOrigin()
            .orElseGet(
                () ->
                    (client.secure() ? "https://" : "http://")
                        + header(HttpHeader.HOST).orElse(""));
    return origin.filter(own::equalsIgnoreCase).isPresent();
  }

  /**
   * What every form that writes sends along as the field {@code form-token}, and every script as
   * the header {@code X-Form-Token}. A page with it is not kept by browsers.
   */
  public String formToken() {
    hasFormToken = true;
    return FormTokens.of(formSecret().orElseGet(this::newFormSecret));
  }

  private Optional<String> formSecret() {
    return cookies.session().or(cookies::formSecret).or(() -> newFormSecret);
  }

  private String newFormSecret() {
    String secret = FormTokens.secret();
    newFormSecret = Optional.of(secret);
    return secret;
  }

  boolean isOwnToken(String token) {
    return formSecret().filter(secret -> FormTokens.isOf(secret, token)).isPresent();
  }

  boolean hasFormToken() {
    return hasFormToken;
  }

  /** The cookie that the form tokens of this exchange are made of, if the browser has none yet. */
  Optional<Cookie> formCookie() {
    return newFormSecret.map(cookies::setFormSecret);
  }

  /**
   * The reply that is made of what a service finds. It is made on a thread of the door: those that
   * complete the services' futures have other things to do.
   */
  public <T> CompletionStage<Reply> reply(
      CompletionStage<T> found, Function<? super T, Reply> made) {
    return found.toCompletableFuture().isDone()
        ? found.thenApply(made)
        : found.thenApplyAsync(made, this::continueOn);
  }

  /**
   * Continues with this exchange: on this thread if that does so already, for to wake another one
   * costs more than most of what is done here, and otherwise on one of the door.
   */
  public void continueOn(Runnable next) {
    if (CURRENT.get() == this) {
      next.run();
      return;
    }
    executor.execute(
        () -> {
          CURRENT.set(this);
          try {
            next.run();
          } finally {
            CURRENT.remove();
          }
        });
  }

  /** The threads of the door that continue with it. */
  public Executor executor() {
    return executor;
  }
}
