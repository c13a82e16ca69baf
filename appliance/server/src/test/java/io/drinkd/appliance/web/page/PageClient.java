package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a screen: it keeps cookies, and sends forms as the pages have them. */
public final class PageClient {

  private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"");

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  private final UnaryOperator<String> address;
  private final String language;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  public PageClient(PageHouse house) {
    this(house, "en");
  }

  /** One whose owner reads another language. */
  public PageClient(PageHouse house, String language) {
    this(house::address, language);
  }

  /** One that reads the pages of a port on this host. */
  public PageClient(int port) {
    this(path -> "http://127.0.0.1:" + port + path, "en");
  }

  private PageClient(UnaryOperator<String> address, String language) {
    this.address = address;
    this.language = language;
  }

  /** Signs in with the password that members of a house have. */
  public PageClient signIn(String name) throws Exception {
    HttpResponse<String> answer =
        post("/login", "/login", "name", name, "password", name + "'s password", "next", "/");
    assertThat(answer.statusCode()).isEqualTo(303);
    return this;
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  /** Asks for a page that does not end, to read it as it is sent. */
  public InputStream open(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Accept-Language", language);
  }

  private URI uri(String path) {
    return URI.create(address.apply(path));
  }

  /**
   * Sends a form.
   *
   * @param page that the form is on, or another one with a form
   * @param fields names and values by turns
   */
  public HttpResponse<String> post(String page, String path, String... fields)
      throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(get(page).body());
    assertThat(token.find()).as("a form on " + page).isTrue();
    return send(path, new ArrayList<>(List.of("form-token=" + token.group(1))), fields);
  }

  /** What a page of another site may make a browser send. */
  public HttpResponse<String> postWithoutToken(String path, String... fields)
      throws IOException, InterruptedException {
    return send(path, new ArrayList<>(), fields);
  }

  private HttpResponse<String> send(String path, List<String> pairs, String... fields)
      throws IOException, InterruptedException {
    for (int i = 0; i < fields.length; i += 2) {
      pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return client.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", address.apply(""))
            .POST(BodyPublishers.ofString(String.join("&", pairs)))
            .build(),
        BodyHandlers.ofString());
  }

  /** Asks what would be answered. */
  public HttpResponse<String> head(String path) throws IOException, InterruptedException {
    return client.send(
        request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  /** What a form of a page carries without anybody's doing, for {@link #post}. */
  public static List<String> carried(String page, String action) {
    Matcher form =
        Pattern.compile("(?s)<form method=\"post\" action=\"" + action + "\".*?</form>")
            .matcher(page);
    assertThat(form.find()).as("a form for " + action).isTrue();
    List<String> carried = new ArrayList<>();
    Matcher field = HIDDEN.matcher(page);
    while (field.find()) {
      boolean within = field.start() > form.start() && field.end() < form.end();
      if (within && !field.group(1).equals("form-token")) {
        carried.addAll(List.of(field.group(1), field.group(2).replace("&amp;", "&")));
      }
    }
    return carried;
  }

  /** The cookies that it has. */
  public List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  /** From now on with that cookie. */
  public void keep(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(uri("/"), cookie);
  }
}
