package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.web.rest.ApiDocument.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A place in the document; where it refers to another one, that. What is not there is empty. */
record SchemaNode(Object value, Object root) {

  private static final String REF = "$ref";

  private static final Set<String> NO_LIMITS =
      Set.of(Integer.toString(Integer.MAX_VALUE), Long.toString(Long.MAX_VALUE));

  static SchemaNode root(Object document) {
    return new SchemaNode(document, document);
  }

  boolean isThere() {
    return value != null;
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  String text() {
    return value == null ? "" : value.toString().strip();
  }

  SchemaNode get(String name) {
    return value instanceof Map<?, ?> map ? at(map.get(name)) : at(null);
  }

  private SchemaNode at(Object found) {
    if (!(found instanceof Map<?, ?> map) || !(map.get(REF) instanceof String ref)) {
      return new SchemaNode(found, root);
    }
    SchemaNode target = root(root);
    for (String name : ref.substring(2).split("/")) {
      target = target.get(name);
    }
    // A description beside it is of this place.
    return map.containsKey("description") && target.value instanceof Map<?, ?> other
        ? new SchemaNode(described(other, map.get("description")), root)
        : target;
  }

  private static Map<Object, Object> described(Map<?, ?> other, Object description) {
    Map<Object, Object> both = new LinkedHashMap<>(other);
    both.put("description", description);
    return both;
  }

  List<String> names() {
    return value instanceof Map<?, ?> map
        ? map.keySet().stream().map(Object::toString).toList()
        : List.of();
  }

  List<SchemaNode> items() {
    return value instanceof List<?> list ? list.stream().map(this::at).toList() : List.of();
  }

  /** The fields of an object, those of what it consists of too; of a list, those of its entries. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    if (get("items").isThere()) {
      return get("items").fields();
    }
    get("allOf").items().forEach(part -> fields.addAll(part.fields()));
    get("oneOf").items().forEach(part -> fields.addAll(part.fields()));
    Set<String> required = new LinkedHashSet<>();
    get("required").items().forEach(name -> required.add(name.text()));
    SchemaNode properties = get("properties");
    for (String name : properties.names()) {
      SchemaNode field = properties.get(name);
      String description = field.get("description").text();
      fields.add(new Field(name, "body", required.contains(name), field.words(), description));
    }
    return fields;
  }

  /** What a value can be. */
  String words() {
    if (get("const").isThere()) {
      return get("const").text();
    }
    if (get("enum").isThere()) {
      return get("enum").items().stream().map(SchemaNode::text).collect(Collectors.joining(", "));
    }
    if (get("oneOf").isThere()) {
      return get("oneOf").items().stream()
          .map(SchemaNode::words)
          .collect(Collectors.joining(" or "));
    }
    if (get("items").isThere()) {
      return "list of: " + get("items").words();
    }
    List<String> types = get("type").items().stream().map(SchemaNode::text).toList();
    String type = types.isEmpty() ? get("type").text() : String.join(" or ", types);
    return type.isEmpty() ? "object" : type + bounds();
  }

  /** What no number can exceed is no limit for anybody. */
  private static String limit(String most) {
    return NO_LIMITS.contains(most) ? "" : most;
  }

  private String bounds() {
    if (get("format").isThere()) {
      return ", " + get("format").text();
    }
    String least = get("minimum").text();
    String most = limit(get("maximum").text());
    if (get("maxLength").isThere()) {
      return ", at most " + get("maxLength").text() + " characters";
    }
    if (!least.isEmpty() && !most.isEmpty()) {
      return ", " + least + " to " + most;
    }
    return least.isEmpty() ? "" : ", from " + least;
  }
}
