package io.drinkd.appliance.web.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back.
 *
 * @param headers by their names in lower case
 */
record RestAnswer(int status, Map<String, String> headers, byte[] body) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Without its parameters. */
  String type() {
    return header("Content-Type").map(type -> type.split(";", 2)[0].strip()).orElse("");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return MAPPER.readTree(body);
  }

  /** A value by its JSON pointer, as text. */
  String at(String pointer) {
    return json().at(pointer).asString();
  }

  @Override
  public String toString() {
    String text = status + " " + headers + "\n" + text();
    return text.length() > 4_000 ? text.substring(0, 4_000) + "..." : text;
  }
}
