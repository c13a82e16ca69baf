package io.drinkd.appliance.web.rest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it is sent.
 *
 * @param target path and query, encoded
 */
record RestRequest(
    String method, String target, Map<String, String> headers, Optional<byte[]> body) {

  static RestRequest of(String method, String target) {
    return new RestRequest(method, target, Map.of(), Optional.empty());
  }

  RestRequest with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RestRequest(method, target, more, body);
  }

  RestRequest body(String type, byte[] bytes) {
    return new RestRequest(method, target, headers, Optional.of(bytes)).with("Content-Type", type);
  }

  RestRequest json(String text) {
    return body("application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without its query. */
  String path() {
    return target.split("\\?", 2)[0];
  }

  byte[] bytes() {
    StringBuilder head =
        new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    if (!headers.containsKey("Host")) {
      head.append("Host: drinkd.test\r\n");
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    body.ifPresent(bytes -> head.append("Content-Length: ").append(bytes.length).append("\r\n"));
    byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] second = body.orElse(new byte[0]);
    byte[] all = new byte[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Override
  public String toString() {
    String text = new String(bytes(), StandardCharsets.UTF_8);
    return text.length() > 2_000 ? text.substring(0, 2_000) + "..." : text;
  }
}
