package io.drinkd.appliance.web.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A client on a socket of its own, which it keeps. It holds every answer against the document, so
 * that no test can leave that out. It sends what it is told to, also what no library would.
 */
final class RestClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private final Map<String, String> headers = new HashMap<>();
  private Optional<Socket> socket = Optional.empty();
  private InputStream in = InputStream.nullInputStream();

  RestClient(int port) {
    this.port = port;
  }

  /** From now on with that header, unless a request has its own. */
  RestClient with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** From now on with that token. */
  RestClient token(String token) {
    return with("Authorization", "Bearer " + token);
  }

  RestAnswer get(String path) throws IOException {
    return send(RestRequest.of("GET", Contract.BASE + path));
  }

  RestAnswer delete(String path) throws IOException {
    return send(RestRequest.of("DELETE", Contract.BASE + path));
  }

  /** With a JSON body, where ' stands for ". */
  RestAnswer send(String method, String path, String json) throws IOException {
    return send(RestRequest.of(method, Contract.BASE + path).json(json.replace('\'', '"')));
  }

  RestAnswer post(String path, String json) throws IOException {
    return send("POST", path, json);
  }

  /** The same under an idempotency key. */
  RestAnswer post(String path, String key, String json) throws IOException {
    return send(
        RestRequest.of("POST", Contract.BASE + path)
            .json(json.replace('\'', '"'))
            .with("Idempotency-Key", key));
  }

  RestAnswer send(RestRequest request) throws IOException {
    RestRequest sent = request;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (!sent.headers().containsKey(header.getKey())) {
        sent = sent.with(header.getKey(), header.getValue());
      }
    }
    RestAnswer answer = exchange(sent);
    Contract.read().check(sent, answer);
    return answer;
  }

  private RestAnswer exchange(RestRequest request) throws IOException {
    if (socket.isEmpty()) {
      Socket made = new Socket(InetAddress.getByName("127.0.0.1"), port);
      made.setSoTimeout((int) PATIENCE.toMillis());
      made.setTcpNoDelay(true);
      socket = Optional.of(made);
      in = new BufferedInputStream(made.getInputStream());
    }
    socket.get().getOutputStream().write(request.bytes());
    RestAnswer answer = read(request.method().equals("HEAD"));
    if (answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
      close();
    }
    return answer;
  }

  private RestAnswer read(boolean withoutBody) throws IOException {
    String first = line();
    if (!first.startsWith("HTTP/1.1 ")) {
      throw new IOException("found \"" + first + "\", expected a status line");
    }
    int status = Integer.parseInt(first.substring(9, 12));
    Map<String, String> found = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(":", 2);
      found.merge(parts[0].toLowerCase(Locale.ROOT), parts[1].strip(), (a, b) -> a + ", " + b);
    }
    if (status == 100) {
      return read(withoutBody);
    }
    boolean none = withoutBody || status == 204 || status == 304;
    return new RestAnswer(status, Map.copyOf(found), none ? new byte[0] : body(found));
  }

  private byte[] body(Map<String, String> found) throws IOException {
    if (found.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        all.write(in.readNBytes(size));
        line();
      }
      line();
      return all.toByteArray();
    }
    String length = found.get("content-length");
    return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server has closed the connection");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    if (socket.isPresent()) {
      socket.get().close();
      socket = Optional.empty();
    }
  }
}
