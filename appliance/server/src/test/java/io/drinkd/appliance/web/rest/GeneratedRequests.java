package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.web.rest.Contract.Operation;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests made of the document: right ones, and such as are wrong in one or more ways. The same
 * seed makes the same requests.
 */
final class GeneratedRequests {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** One has no end, and the other waits after a wrong password; they have tests of their own. */
  private static final Set<String> LEFT_OUT = Set.of("getEvents", "changePassword");

  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1.5",
          "1e3",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "null",
          "true",
          "../../etc/passwd",
          "%00",
          "\u0000",
          "\u202Eabc",
          "\uD83C\uDF7A",
          "\uD800",
          "Zo\u00EB",
          "<script>alert(1)</script>",
          "'; DROP TABLE member; --",
          "=1+1",
          "a\r\nSet-Cookie: x=y",
          "2026-11-28T14:30:00Z",
          "9999-12-31T23:59:59Z",
          "2026-13-45T99:99:99Z",
          "x".repeat(300));

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "X");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=iso-8859-1",
          "application/merge-patch+json",
          "text/csv",
          "text/plain",
          "application/xml",
          "",
          ";",
          "x".repeat(200));
  private static final List<String> ACCEPTED =
      List.of("*/*", "application/json", "text/html", "text/csv", "application/*;q=0.1", "", ",,;");

  private final Contract contract = Contract.read();
  private final Random random;
  private final List<String> tokens;
  private final List<String> members;

  /**
   * @param tokens of several members, of which any may be used
   * @param members whom it may change as it likes
   */
  GeneratedRequests(long seed, List<String> tokens, List<String> members) {
    random = new Random(seed);
    this.tokens = tokens;
    this.members = members;
  }

  private boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  RestRequest next() {
    Operation operation = one(contract.operations());
    while (LEFT_OUT.contains(operation.node().get("operationId").stringValue())) {
      operation = one(contract.operations());
    }
    String method = once(40) ? one(METHODS) : operation.method();
    RestRequest request = RestRequest.of(method, target(operation));
    request = headers(operation, request);
    JsonNode body = contract.resolved(operation.node().path("requestBody"));
    return body.isMissingNode() && !once(40) ? request : body(request, body);
  }

  private String target(Operation operation) {
    StringBuilder target = new StringBuilder(Contract.BASE);
    for (String segment : operation.template().substring(1).split("/")) {
      target.append('/');
      target.append(segment.startsWith("{") ? encoded(pathValue(operation, segment)) : segment);
    }
    if (once(50)) {
      target.append(one(List.of("/", "//", "/x", ";x=1", "/..", "%2f", "%zz")));
    }
    String separator = "?";
    for (JsonNode each : parameters(operation)) {
      if (each.get("in").stringValue().equals("query") && once(2)) {
        target.append(separator).append(each.get("name").stringValue()).append('=');
        target.append(encoded(queryValue(each)));
        separator = "&";
      }
    }
    if (once(30)) {
      target.append(separator).append(one(List.of("x=1", "limit=1&limit=2", "%", "a=%zz", "=&&=")));
    }
    return target.toString();
  }

  private List<JsonNode> parameters(Operation operation) {
    List<JsonNode> all = new ArrayList<>();
    operation.shared().forEach(each -> all.add(contract.resolved(each)));
    operation.node().path("parameters").forEach(each -> all.add(contract.resolved(each)));
    return all;
  }

  private String pathValue(Operation operation, String segment) {
    if (once(8)) {
      String strange = one(STRANGE);
      return strange.isEmpty() ? "x" : strange;
    }
    if (operation.template().startsWith("/tokens")) {
      return String.valueOf(1_000 + random.nextInt(1_000));
    }
    if (segment.equals("{name}")) {
      return one(members);
    }
    boolean machine = operation.template().startsWith("/machines") && segment.equals("{id}");
    return machine ? one(List.of("d", "ld", "bigdrink")) : String.valueOf(1 + random.nextInt(9));
  }

  private String queryValue(JsonNode parameter) {
    if (once(3)) {
      return one(STRANGE);
    }
    return switch (parameter.get("name").stringValue()) {
      case "machine" -> one(List.of("d", "ld"));
      case "member", "actor", "search", "after" -> one(members);
      case "from" -> "2026-01-01T00:00:00Z";
      case "to" -> "2027-01-01T00:00:00+01:00";
      default -> {
        JsonNode value = valid(parameter.get("schema"));
        yield value.isString() ? value.stringValue() : value.toString();
      }
    };
  }

  /** Each byte that may not stand in a target is escaped, and some that may. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private RestRequest headers(Operation operation, RestRequest bare) {
    RestRequest request = bare;
    if (!once(10)) {
      request = request.with("Authorization", "Bearer " + one(tokens));
    } else if (once(2)) {
      request = request.with("Authorization", one(List.of("Bearer", "Bearer x", "Digest y", "?")));
    }
    boolean keyed =
        parameters(operation).stream()
            .anyMatch(each -> each.get("name").stringValue().equals("Idempotency-Key"));
    if (keyed && !once(10)) {
      String key = once(10) ? "k".repeat(65) : "key-" + random.nextInt(200);
      request = request.with("Idempotency-Key", key);
    }
    if (keyed && once(4)) {
      request = request.with("Prefer", one(List.of("respond-async", "wait=5", ",;=", "")));
    }
    if (once(10)) {
      request = request.with("Accept", one(ACCEPTED));
    }
    if (once(20)) {
      request = request.with("X-" + random.nextInt(100), "y".repeat(random.nextInt(3_000)));
    }
    if (once(20)) {
      request = request.with("If-None-Match", one(List.of("*", "\"x\"", "W/\"", ",")));
    }
    return once(20) ? request.with("Accept-Encoding", "gzip;q=0") : request;
  }

  private RestRequest body(RestRequest request, JsonNode described) {
    Map.Entry<String, JsonNode> content =
        described.path("content").properties().stream()
            .findFirst()
            .orElse(Map.entry("application/json", NODES.objectNode()));
    String type = once(15) ? one(TYPES) : content.getKey();
    if (content.getKey().equals("text/csv")) {
      return request.body(type, csv().getBytes(StandardCharsets.UTF_8));
    }
    JsonNode valid = valid(content.getValue().path("schema"));
    JsonNode sent = once(2) ? valid : mutated(valid);
    byte[] bytes = MAPPER.writeValueAsBytes(sent);
    return request.body(type, once(12) ? broken(bytes) : bytes);
  }

  private String csv() {
    String header = one(List.of("name,credits", "name", "credits,name,admin", "x,y", ""));
    String line = one(members) + random.nextInt(50) + "," + one(STRANGE);
    return header + "\r\n" + line + "\r\n" + (once(2) ? "\"" : "");
  }

  private byte[] broken(byte[] bytes) {
    return switch (random.nextInt(7)) {
      case 0 -> new byte[0];
      case 1 -> "[".repeat(10_000).getBytes(StandardCharsets.UTF_8);
      case 2 -> new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'};
      case 3 -> "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
      case 4 -> new byte[once(3) ? 65_537 : 1_000];
      case 5 -> (new String(bytes, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8);
      default -> {
        byte[] half = new byte[bytes.length / 2];
        System.arraycopy(bytes, 0, half, 0, half.length);
        yield half;
      }
    };
  }

  /** A value that a schema allows. */
  private JsonNode valid(JsonNode described) {
    JsonNode schema = contract.resolved(described);
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    if (schema.has("oneOf")) {
      return valid(schema.get("oneOf").get(random.nextInt(schema.get("oneOf").size())));
    }
    return switch (schema.path("type").asString("object")) {
      case "string" -> NODES.stringNode(text(schema));
      case "integer" -> NODES.numberNode(whole(schema));
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "array" -> list(schema);
      default -> object(schema);
    };
  }

  private String text(JsonNode schema) {
    if (once(4)) {
      return one(STRANGE);
    }
    return schema.path("maxLength").asInt(0) == 64
        ? one(members)
        : one(List.of("d", "Coke", "why"));
  }

  private long whole(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    return once(5) ? schema.path("maximum").asLong(1_000) : least + random.nextInt(5);
  }

  private ArrayNode list(JsonNode schema) {
    ArrayNode list = NODES.arrayNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      list.add(valid(schema.path("items")));
    }
    return list;
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.stringValue()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (required.contains(property.getKey()) || once(2)) {
        object.set(property.getKey(), valid(property.getValue()));
      }
    }
    return object;
  }

  /** The same with something wrong in it. */
  private JsonNode mutated(JsonNode valid) {
    if (!valid.isObject() || valid.isEmpty() || once(10)) {
      return strange();
    }
    ObjectNode object = (ObjectNode) valid.deepCopy();
    String name = one(List.copyOf(object.propertyNames()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(one(STRANGE), strange());
      default -> object.set(name, strange());
    }
    return object;
  }

  private JsonNode strange() {
    return switch (random.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(true);
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(1.0);
      case 4 -> NODES.numberNode(1e300);
      case 5 -> NODES.arrayNode().add(NODES.objectNode());
      case 6 -> NODES.objectNode().put("x", 1);
      case 7 -> NODES.numberNode(new BigInteger("9".repeat(30)));
      default -> NODES.stringNode(one(STRANGE));
    };
  }
}
