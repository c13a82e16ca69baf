package io.drinkd.appliance.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody with a browser who sends what they like: it keeps cookies, and says from which page its
 * forms come, unless a test asks for another. It opens a connection for each request.
 */
final class WebClient {

  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private Optional<String> origin = Optional.of("http://drinkd.test");

  WebClient(int port) {
    this.port = port;
  }

  WebClient(WebHouse house) {
    this(house.port());
  }

  /** From now on its forms come from a page of that site; empty for one that does not say. */
  WebClient from(Optional<String> site) {
    origin = site;
    return this;
  }

  Map<String, String> cookies() {
    return cookies;
  }

  WebAnswer get(String target, String... headers) throws IOException {
    return send("GET", target, Optional.empty(), headers);
  }

  /**
   * Sends a form.
   *
   * @param fields names and values in turn
   */
  WebAnswer post(String target, String... fields) throws IOException {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return send(
        "POST",
        target,
        Optional.of(form.toString()),
        "Content-Type: application/x-www-form-urlencoded");
  }

  WebAnswer json(String target, String json, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json");
    return send("POST", target, Optional.of(json), all.toArray(String[]::new));
  }

  /** Also over a session: then another page has the token of its forms, for this one sends away. */
  WebAnswer signIn(String name, String password) throws IOException {
    WebAnswer page = get("/login");
    return post(
        "/login",
        "form-token",
        (page.status() == 303 ? get("/me") : page).formToken(),
        "name",
        name,
        "password",
        password,
        "next",
        "/me");
  }

  private WebAnswer send(String method, String target, Optional<String> body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("Host: drinkd.test\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!cookies.isEmpty()) {
      List<String> sent = new ArrayList<>();
      cookies.forEach((name, value) -> sent.add(name + "=" + value));
      head.append("Cookie: ").append(String.join("; ", sent)).append("\r\n");
    }
    if (body.isPresent()) {
      origin.ifPresent(site -> head.append("Origin: ").append(site).append("\r\n"));
      head.append("Content-Length: ").append(body.get().length()).append("\r\n");
    }
    return raw(head.append("\r\n").append(body.orElse("")).toString());
  }

  /** Sends a text as it is. */
  WebAnswer raw(String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      WebAnswer answer = read(new BufferedInputStream(socket.getInputStream()));
      answer.all("Set-Cookie").forEach(this::keep);
      return answer;
    }
  }

  /** The same, a byte at a time. */
  WebAnswer rawInPieces(String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      for (byte one : text.getBytes(StandardCharsets.ISO_8859_1)) {
        socket.getOutputStream().write(one);
      }
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private void keep(String header) {
    String[] cookie = header.split(";")[0].split("=", 2);
    if (cookie[1].isEmpty()) {
      cookies.remove(cookie[0]);
    } else {
      cookies.put(cookie[0], cookie[1]);
    }
  }

  private static WebAnswer read(InputStream in) throws IOException {
    String first = line(in);
    List<String> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    return new WebAnswer(Integer.parseInt(first.substring(9, 12)), headers, in.readAllBytes());
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server has closed the connection");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
