package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.web.rest.ApiDocument.Field;
import io.drinkd.appliance.web.rest.ApiDocument.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A place in the document; where it refers to another one, that. What is not there is empty.
 *
 * @param place its name for {@link Wording}
 */
record SchemaNode(Object value, String place, Whole whole) {

  private static final String REF = "$ref";

  /** What shared parts begin with, and the word for each kind of them. */
  private static final String SHARED = "#/components/";

  /** They say only how the document is made, and are no part of a place. */
  private static final Set<String> FRAME =
      Set.of(
          "properties",
          "content",
          "schema",
          "items",
          "allOf",
          "oneOf",
          "parameters",
          "requestBody",
          "responses");

  private static final Set<String> NO_LIMITS =
      Set.of(Integer.toString(Integer.MAX_VALUE), Long.toString(Long.MAX_VALUE));

  /** The document that it is a part of, and the language in which that is read. */
  record Whole(Object document, Wording wording) {}

  static SchemaNode root(Object document, Wording wording) {
    return new SchemaNode(document, "", new Whole(document, wording));
  }

  /** The same by another name. */
  SchemaNode at(String otherPlace) {
    return new SchemaNode(value, otherPlace, whole);
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

  /** This text in the language of whoever reads; empty if it is not there. */
  String sentence(String ofPlace) {
    return value == null ? "" : whole.wording.sentence(ofPlace, text());
  }

  SchemaNode get(String name) {
    Object found = value instanceof Map<?, ?> map ? map.get(name) : null;
    boolean framing = FRAME.contains(name) || name.indexOf('/') >= 0;
    return found(found, framing ? place : place + "." + name);
  }

  private SchemaNode found(Object found, String at) {
    if (!(found instanceof Map<?, ?> map) || !(map.get(REF) instanceof String ref)) {
      return new SchemaNode(found, at, whole);
    }
    SchemaNode target = root(whole.document, whole.wording);
    for (String name : ref.substring(2).split("/")) {
      target = target.get(name);
    }
    // A description beside it is of this place.
    return map.containsKey("description") && target.value instanceof Map<?, ?> other
        ? new SchemaNode(described(other, map.get("description")), at, whole)
        : target.at(shared(ref));
  }

  /** Such as {@code schema.Slot}. */
  private static String shared(String ref) {
    String[] names = ref.substring(SHARED.length()).split("/");
    return names[0].replaceFirst("s$", "") + "." + names[1];
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
    return value instanceof List<?> list
        ? list.stream().map(each -> found(each, place)).toList()
        : List.of();
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
      String description = field.get("description").sentence(field.place);
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
      return get("oneOf").items().stream().map(SchemaNode::words).reduce(this::either).orElse("");
    }
    if (get("items").isThere()) {
      return whole.wording.type("list", get("items").words());
    }
    String type =
        get("type").items().stream()
            .map(SchemaNode::text)
            .reduce(this::either)
            .orElse(get("type").text());
    return type.isEmpty() ? "object" : type + bounds();
  }

  private String either(String one, String other) {
    return whole.wording.type("either", one, other);
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
      return ", " + whole.wording.type("length", get("maxLength").text());
    }
    if (!least.isEmpty() && !most.isEmpty()) {
      return ", " + whole.wording.type("range", least, most);
    }
    return least.isEmpty() ? "" : ", " + whole.wording.type("from", least);
  }
}
