package io.drinkd.bench.setup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** What a browser does with pages, as far as the bench needs it: it signs in, and loads a page. */
public final class Browser {

  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"form-token\"[^>]*value=\"([^\"]+)\"");

  /** What a browser loads with a page by itself; links to other pages are none of it. */
  private static final Pattern PART =
      Pattern.compile("<(?:link|script|img|use|source)\\b[^>]*?\\b(?:href|src)=\"(/[^\"#]+)");

  private static final Pattern PART_OF_STYLE = Pattern.compile("url\\(['\"]?(/[^'\")#]+)");

  private final URI site;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies).build();

  public Browser(InetSocketAddress web) {
    site = URI.create("http://127.0.0.1:" + web.getPort());
  }

  /** Signs a member in by the form. */
  public void signIn(String name, String password) throws IOException, InterruptedException {
    Matcher token = FORM_TOKEN.matcher(text(get("/login")));
    if (!token.find()) {
      throw new IOException("the page to sign in has no form");
    }
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(site.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", site.toString())
                .POST(
                    BodyPublishers.ofString(
                        "form-token="
                            + encoded(token.group(1))
                            + "&name="
                            + encoded(name)
                            + "&password="
                            + encoded(password)))
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() != 303) {
      throw new IOException("signing in was answered with " + answer.statusCode());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The line of a request by which it is known; empty if it has no cookie. */
  public String cookieHeader() {
    return "Cookie: "
        + cookies.getCookieStore().getCookies().stream()
            .map(cookie -> cookie.getName() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
  }

  /** How many bytes come before a page is seen whole for the first time, compressed as sent. */
  public long firstViewBytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> page = get(path);
    long bytes = page.body().length;
    Set<String> loaded = new LinkedHashSet<>();
    for (String part : matches(PART, text(page))) {
      bytes += load(part, loaded);
    }
    return bytes;
  }

  private long load(String path, Set<String> loaded) throws IOException, InterruptedException {
    if (!loaded.add(path)) {
      return 0;
    }
    HttpResponse<byte[]> part = get(path);
    long bytes = part.body().length;
    if (part.headers().firstValue("Content-Type").orElse("").startsWith("text/css")) {
      for (String next : matches(PART_OF_STYLE, text(part))) {
        bytes += load(next, loaded);
      }
    }
    return bytes;
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(site.resolve(path)).header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(
          String.format(Locale.ROOT, "%s was answered with %d", path, answer.statusCode()));
    }
    return answer;
  }

  private static String text(HttpResponse<byte[]> answer) throws IOException {
    byte[] bytes = answer.body();
    if (answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
