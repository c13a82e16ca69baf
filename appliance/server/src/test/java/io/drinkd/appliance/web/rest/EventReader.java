package io.drinkd.appliance.web.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a stream of events as browsers do, on a socket of its own. The data of every event is held
 * against the document.
 */
final class EventReader implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  /** So little that a client which does not read is soon noticed. */
  private static final int RECEIVE_BYTES = 4_096;

  private static final Map<String, String> SCHEMAS =
      Map.of(
          "slot", "SlotEvent",
          "machine", "MachineEvent",
          "temperature", "TemperatureEvent",
          "reading", "ReadingEvent",
          "drop", "DropEvent",
          "credits", "CreditsEvent",
          "reset", "ResetEvent");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Socket socket = new Socket();
  private final InputStream in;
  private final int status;
  private final Map<String, String> headers = new HashMap<>();

  /**
   * An event.
   *
   * @param kind empty for a comment
   */
  record Heard(long id, String kind, JsonNode data) {

    String at(String pointer) {
      return data.at(pointer).asString();
    }

    boolean isComment() {
      return kind.isEmpty();
    }
  }

  /**
   * @param from the client's address
   * @param headers each as a line
   */
  EventReader(int port, InetAddress from, String target, String... headers) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    StringBuilder request = new StringBuilder("GET " + Contract.BASE + "/events" + target);
    request.append(" HTTP/1.1\r\nHost: drinkd.test\r\nAccept: text/event-stream\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
    in = new BufferedInputStream(socket.getInputStream(), RECEIVE_BYTES);
    status = Integer.parseInt(line().split(" ")[1]);
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(":", 2);
      this.headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
  }

  EventReader(int port, String target, String... headers) throws IOException {
    this(port, InetAddress.getByName("127.0.0.1"), target, headers);
  }

  int status() {
    return status;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The next event, or comment. */
  Heard next() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line = line(); ; line = line()) {
      if (line.isEmpty()) {
        if (!fields.containsKey("retry")) {
          return heard(fields);
        }
        fields.clear();
      } else {
        String[] parts = line.split(":", 2);
        fields.put(parts[0], parts[1].strip());
      }
    }
  }

  private static Heard heard(Map<String, String> fields) {
    if (!fields.containsKey("event")) {
      return new Heard(0, "", MAPPER.createObjectNode());
    }
    String kind = fields.get("event");
    JsonNode data = MAPPER.readTree(fields.get("data"));
    Contract.read().check(SCHEMAS.get(kind), data);
    return new Heard(Long.parseLong(fields.get("id")), kind, data);
  }

  /** The next one of that kind; what comes before it is dropped. */
  Heard next(String kind) throws IOException {
    Heard heard = next();
    while (!heard.kind.equals(kind)) {
      heard = next();
    }
    return heard;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
