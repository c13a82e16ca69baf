package io.drinkd.appliance.web.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The document that describes all calls, for whoever reads it on a page.
 *
 * @param description what holds for all of them, in paragraphs
 * @param groups the calls by subject, in the order of the document
 * @param refusals the words by which a problem says why
 */
public record ApiDocument(String description, List<Group> groups, List<String> refusals) {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /**
   * Its sentences in the language of whoever reads. Each has a place that does not change when the
   * English one is worded otherwise.
   */
  public interface Wording {

    /**
     * A sentence of the document.
     *
     * @param place where it stands, such as {@code call.listTokens} or {@code schema.Slot.count}
     * @param english as the document has it
     */
    String sentence(String place, String english);

    /**
     * What a value can be, in words.
     *
     * @param kind such as {@code range}
     * @param values for the places of that text
     */
    String type(String kind, Object... values);
  }

  /**
   * Calls about one thing.
   *
   * @param name the word for it in the document
   */
  public record Group(String name, String description, List<Call> calls) {}

  /**
   * One call.
   *
   * @param id a word for it, which no other has
   * @param path below the base, with names in braces
   * @param summary what it does, in one line
   * @param description what else is to be known; may be empty
   */
  public record Call(
      String id,
      String method,
      String path,
      String summary,
      String description,
      Input input,
      List<Answer> answers) {}

  /**
   * What a call takes.
   *
   * @param parameters in path, query and headers
   * @param body the fields of what is sent; empty if nothing is
   */
  public record Input(List<Field> parameters, List<Field> body) {}

  /**
   * A named value.
   *
   * @param place where it stands: path, query, header or body
   * @param type what it can be, in words
   */
  public record Field(
      String name, String place, boolean required, String type, String description) {}

  /**
   * What a call answers.
   *
   * @param status such as 200
   * @param fields of what is answered
   */
  public record Answer(String status, String description, List<Field> fields) {}

  /** Reads it; a few milliseconds. */
  public static ApiDocument read(Wording wording) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    String text = new String(Document.read(), StandardCharsets.UTF_8);
    return new Reader(SchemaNode.root(yaml.load(text), wording)).read();
  }

  /** Makes it of the document's tree. */
  private record Reader(SchemaNode root) {

    ApiDocument read() {
      Map<String, List<Call>> calls = new LinkedHashMap<>();
      List<Group> groups = new ArrayList<>();
      for (SchemaNode tag : root.get("tags").items()) {
        List<Call> list = new ArrayList<>();
        calls.put(tag.get("name").text(), list);
        groups.add(
            new Group(
                tag.get("name").text(),
                tag.get("description").sentence("tag." + tag.get("name").text()),
                list));
      }
      for (String path : root.get("paths").names()) {
        SchemaNode shared = root.get("paths").get(path);
        for (String method : METHODS) {
          SchemaNode node = shared.get(method);
          if (node.isThere()) {
            calls.get(node.get("tags").items().get(0).text()).add(call(path, method, node, shared));
          }
        }
      }
      return new ApiDocument(
          root.get("info").get("description").sentence("all"),
          groups,
          root.get("components").get("schemas").get("Refusal").get("enum").items().stream()
              .map(SchemaNode::text)
              .toList());
    }

    private static Call call(String path, String method, SchemaNode operation, SchemaNode shared) {
      String id = operation.get("operationId").text();
      SchemaNode node = operation.at("call." + id);
      List<Field> parameters = new ArrayList<>();
      for (SchemaNode owner : List.of(shared, node)) {
        owner.get("parameters").items().forEach(each -> parameters.add(parameter(each)));
      }
      List<Answer> answers = new ArrayList<>();
      for (String status : node.get("responses").names()) {
        if (!status.equals("default")) {
          answers.add(answer(status, node.get("responses").get(status)));
        }
      }
      return new Call(
          id,
          method.toUpperCase(Locale.ROOT),
          path,
          node.get("summary").sentence(node.place()),
          node.get("description").sentence(node.place() + ".more"),
          new Input(parameters, content(node.get("requestBody"))),
          answers);
    }

    private static Field parameter(SchemaNode parameter) {
      String name = parameter.get("name").text();
      String place = parameter.place();
      return new Field(
          name,
          parameter.get("in").text(),
          parameter.get("required").isTrue(),
          parameter.get("schema").words(),
          parameter
              .get("description")
              .sentence(place.startsWith("call.") ? place + "." + name : place));
    }

    private static Answer answer(String status, SchemaNode response) {
      return new Answer(
          status, response.get("description").sentence(response.place()), content(response));
    }

    /** The fields of the first type that there is. */
    private static List<Field> content(SchemaNode owner) {
      Optional<String> type = owner.get("content").names().stream().findFirst();
      boolean problem = type.filter(Problem.TYPE::equals).isPresent();
      return type.isEmpty() || problem
          ? List.of()
          : owner.get("content").get(type.get()).get("schema").fields();
    }
  }
}
