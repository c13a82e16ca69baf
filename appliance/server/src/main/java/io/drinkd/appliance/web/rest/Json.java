package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as it is read and written here: UTF-8 alone, no name twice, nothing behind the end. */
final class Json {

  static final String TYPE = "application/json";

  /** What is asked for here is three deep at most. */
  private static final int DEPTH_MAX = 8;

  private static final int NUMBER_LENGTH_MAX = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_LENGTH_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  private static final double HUNDREDTHS = 100;

  private Json() {}

  /** Empty if it is none, or one that is not read here. */
  static Optional<JsonNode> read(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode read = MAPPER.readTree(text);
      return Optional.of(read).filter(node -> !node.isMissingNode());
    } catch (CharacterCodingException | JacksonException e) {
      return Optional.empty();
    }
  }

  static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  static Reply reply(int status, JsonNode node) {
    return Reply.of(status, Content.json(bytes(node)));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** RFC 3339, in UTC, to the millisecond. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** The same, or null. */
  static String time(Optional<Instant> instant) {
    return instant.map(Json::time).orElse(null);
  }

  /** A temperature to the hundredth of a degree, which is finer than any sensor. */
  static double celsius(double degrees) {
    return Math.round(degrees * HUNDREDTHS) / HUNDREDTHS;
  }
}
