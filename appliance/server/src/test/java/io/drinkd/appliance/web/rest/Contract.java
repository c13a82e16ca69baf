package io.drinkd.appliance.web.rest;

import static java.util.stream.Collectors.joining;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document {@code openapi.yaml}, against which answers are held: an operation answers with a
 * status that stands there, with the type and headers that belong to it, and with a body that its
 * schema allows.
 */
final class Contract {

  /** Below which all paths are. */
  static final String BASE = "/api/v1";

  private static final String DOCUMENT = "https://drinkd.test/openapi.json";
  private static final Set<Integer> OF_ANY_REQUEST =
      Set.of(400, 401, 403, 404, 405, 406, 413, 414, 415, 429, 431, 503);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Contract READ = new Contract();

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  /**
   * One call.
   *
   * @param method in upper case
   * @param template its path, with names in braces
   * @param node what the document says of it
   * @param shared what it says of all operations of the path
   */
  record Operation(String method, String template, JsonNode node, JsonNode shared) {

    private Pattern pattern() {
      return Pattern.compile(template.replaceAll("\\{[a-z]+}", "[^/]+"));
    }

    private long names() {
      return template.chars().filter(letter -> letter == '{').count();
    }
  }

  private Contract() {
    try (InputStream in = Contract.class.getResourceAsStream("openapi.yaml")) {
      document = MAPPER.valueToTree(new Yaml().load(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    registry =
        SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder ->
                builder
                    .schemas(Map.of(DOCUMENT, document.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
        if (entry.getValue().has("operationId")) {
          operations.add(
              new Operation(
                  entry.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  entry.getValue(),
                  path.getValue().path("parameters")));
        }
      }
    }
    operations.sort(Comparator.comparing(Operation::names));
  }

  static Contract read() {
    return READ;
  }

  JsonNode document() {
    return document;
  }

  List<Operation> operations() {
    return operations;
  }

  /** A part of the document, or that to which it refers. */
  JsonNode resolved(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isMissingNode() ? node : document.at(ref.stringValue().substring(1));
  }

  /** The operation that a request is, if there is one; paths without names come first. */
  Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(one -> one.method.equals(method) && one.pattern().matcher(path).matches())
        .findFirst();
  }

  /**
   * Holds an answer against the document.
   *
   * @throws AssertionError if it does not stand there
   */
  void check(RestRequest request, RestAnswer answer) {
    // What stands behind a semicolon is no part of a path that HTTP servers compare.
    String path = request.path().replaceAll(";[^/]*", "");
    if (!path.startsWith(BASE + "/")) {
      return;
    }
    String asked = request.method().equals("HEAD") ? "GET" : request.method();
    Optional<Operation> operation = operation(asked, path.substring(BASE.length()));
    try {
      if (request.method().equals("OPTIONS") && answer.status() == 204) {
        require(answer.header("Allow").isPresent(), "without Allow");
      } else if (operation.isPresent()) {
        check(operation.get(), request, answer);
      } else {
        checkProblem(answer, OF_ANY_REQUEST);
      }
    } catch (AssertionError e) {
      throw new AssertionError(request + " was answered\n" + answer + "\n" + e.getMessage(), e);
    }
  }

  private void check(Operation operation, RestRequest request, RestAnswer answer) {
    if (answer.status() == 304 && operation.method.equals("GET")) {
      return;
    }
    JsonNode responses = operation.node.get("responses");
    String status = String.valueOf(answer.status());
    if (!responses.has(status)) {
      checkProblem(answer, OF_ANY_REQUEST);
      return;
    }
    JsonNode response = resolved(responses.get(status));
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      if (resolved(header.getValue()).path("required").asBoolean(false)) {
        require(answer.header(header.getKey()).isPresent(), "without " + header.getKey());
      }
    }
    if (!response.has("content")) {
      require(answer.body().length == 0, "with a body");
      return;
    }
    if (!request.method().equals("HEAD")) {
      checkBody(operation, status, response, answer);
    }
  }

  private void checkBody(Operation operation, String status, JsonNode response, RestAnswer answer) {
    String type = answer.type();
    JsonNode content = response.get("content");
    require(content.has(type), "of type " + type);
    if (type.endsWith("json")) {
      JsonNode ref = operation.node.get("responses").get(status).path("$ref");
      String place =
          ref.isMissingNode()
              ? "#/paths/"
                  + escaped(operation.template)
                  + "/"
                  + lower(operation)
                  + "/responses/"
                  + status
              : ref.stringValue();
      validate(place + "/content/" + escaped(type) + "/schema", answer);
    }
    if (type.equals("application/problem+json")) {
      checkProblem(answer, Set.of(answer.status()));
    }
  }

  private static String lower(Operation operation) {
    return operation.method.toLowerCase(Locale.ROOT);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
  }

  private void checkProblem(RestAnswer answer, Set<Integer> statuses) {
    require(statuses.contains(answer.status()), "with a status that is not in the document");
    if (answer.body().length == 0) {
      return;
    }
    require(answer.type().equals("application/problem+json"), "of type " + answer.type());
    validate("#/components/schemas/Problem", answer);
    require(
        answer.json().path("status").asInt() == answer.status(), "with another status in its body");
    boolean retry = answer.status() == 429 || answer.status() == 503;
    require(!retry || answer.header("Retry-After").isPresent(), "without Retry-After");
    boolean challenge = answer.status() == 401;
    require(!challenge || answer.header("WWW-Authenticate").isPresent(), "without a challenge");
    require(answer.status() != 405 || answer.header("Allow").isPresent(), "without Allow");
  }

  private void validate(String place, RestAnswer answer) {
    validate(place, answer.json());
    require(
        !new String(answer.body(), StandardCharsets.UTF_8).contains("\tat "), "with a stack trace");
  }

  /**
   * Holds what was said in another way than by an answer against a schema.
   *
   * @param schema its name
   */
  void check(String schema, JsonNode found) {
    validate("#/components/schemas/" + schema, found);
  }

  private void validate(String place, JsonNode found) {
    Schema schema =
        schemas.computeIfAbsent(
            place, any -> registry.getSchema(SchemaLocation.of(DOCUMENT + place)));
    List<Error> errors = schema.validate(found);
    require(
        errors.isEmpty(),
        found
            + " is not as "
            + place
            + " has it:\n"
            + errors.stream().map(Error::toString).collect(joining("\n")));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
