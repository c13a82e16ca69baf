package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program on a board with HTTP/1.1: {@code GET /slots}, {@code GET /health} and {@code POST
 * /drop}, each with the token. It keeps a connection if it may, and sends every second answer in
 * chunks.
 */
final class BubblerFirmware implements Firmware {

  private static final int BODY_MAX = 1_000;
  private static final Pattern SLOT = Pattern.compile("\\{\"slot\": ?([0-9]{1,9})}");
  private static final String TOKEN = "x-auth-token";
  private static final String NO_SUCH_SLOT = "{\"error\":\"Invalid slot ID provided\"}";
  private static final String FAILED = "{\"error\":\"Motor failed to actuate\"}";

  private final SimulatedBoardOptions options;
  private final SimulatedMachine machine;
  private final OrderRun orders;
  private boolean inChunks;

  /** Whether the last request is not answered; its connection stays open. */
  private boolean silent;

  BubblerFirmware(SimulatedBoardOptions options, SimulatedMachine machine, OrderRun orders) {
    this.options = options;
    this.machine = machine;
    this.orders = orders;
  }

  private record Request(String start, Map<String, String> headers, String body) {
    boolean closes() {
      return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }
  }

  @Override
  public End serve(BoardSocket link) throws InterruptedException {
    try {
      for (Optional<Request> next = next(link); next.isPresent(); next = next(link)) {
        silent = false;
        if (execute(next.get(), link).isPresent() || next.get().closes() && !silent) {
          return End.UNLINKED;
        }
      }
    } catch (IOException e) {
      orders.report("link broken: " + e.getMessage());
    }
    return End.UNLINKED;
  }

  /** Empty if the other side has closed, or sends something else. */
  private Optional<Request> next(BoardSocket link) throws IOException {
    Optional<String> start = link.readLine().map(String::strip);
    Map<String, String> headers = new TreeMap<>();
    Optional<String> line = start;
    while (line.isPresent() && !line.get().isEmpty()) {
      String[] header = line.get().split(": *", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header.length > 1 ? header[1] : "");
      line = link.readLine().map(String::strip);
    }
    if (line.isEmpty()) {
      return Optional.empty();
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (length > BODY_MAX) {
      options.complaints().accept("was sent a body of " + length + " bytes, hangs up");
      return Optional.empty();
    }
    String body = new String(link.read(length), StandardCharsets.UTF_8);
    return Optional.of(new Request(start.get(), headers, body));
  }

  private Optional<End> execute(Request request, BoardSocket link)
      throws IOException, InterruptedException {
    if (!options.password().equals(request.headers().get(TOKEN))) {
      link.send(answer("401 Unauthorized", "{\"error\":\"no token\"}"));
      return Optional.empty();
    }
    if (request.start().startsWith("POST /drop ")) {
      return drop(request, link);
    }
    if (request.start().startsWith("GET /slots ") || request.start().startsWith("GET /health ")) {
      link.send(answer("200 OK", slots()));
    } else {
      link.send(answer("404 Not Found", "{}"));
    }
    return Optional.empty();
  }

  private Optional<End> drop(Request request, BoardSocket link)
      throws IOException, InterruptedException {
    Matcher order = SLOT.matcher(request.body());
    if (!order.matches() || !machine.hasSlot(Integer.parseInt(order.group(1)))) {
      link.send(answer("400 Bad Request", NO_SUCH_SLOT));
      return Optional.empty();
    }
    int slot = Integer.parseInt(order.group(1));
    OrderFault fault = orders.begin(slot);
    silent = fault.leavesSilence();
    Optional<Optional<End>> unanswered = OrderRun.unanswered(fault);
    if (unanswered.isPresent()) {
      return unanswered.get();
    }
    boolean fell = orders.runMotor(slot, fault, options.motorTime());
    byte[] answer =
        switch (fault.kind()) {
          case NACK -> answer("400 Bad Request", NO_SUCH_SLOT);
          case FAIL -> answer("500 Internal Server Error", FAILED);
          default ->
              fell
                  ? answer("200 OK", "{\"message\":\"Dropped drink from slot " + slot + "\"}")
                  : answer("500 Internal Server Error", FAILED);
        };
    return orders.answer(link, answer, "order slot " + slot, fault);
  }

  private String slots() {
    StringBuilder all = new StringBuilder("{\"slots\":[");
    machine
        .loaded()
        .forEach(
            (slot, loaded) ->
                all.append(slot == 1 ? "" : ",")
                    .append("{\"number\":" + (slot - 1) + ",\"stocked\":" + loaded + "}"));
    all.append(']');
    machine
        .fahrenheit()
        .ifPresent(
            degrees ->
                all.append(String.format(Locale.ROOT, ",\"temp\":%.1f", (degrees - 32) / 1.8)));
    return all.append('}').toString();
  }

  private byte[] answer(String status, String body) {
    String start = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n";
    inChunks = !inChunks;
    String all =
        inChunks
            ? start
                + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n"
            : start + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    return all.getBytes(StandardCharsets.US_ASCII);
  }
}
