package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.RefusedException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Objects as one line of JSON: of maps, lists, strings, numbers, booleans and null. */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** A line, without its end. */
  public static String of(Map<String, ?> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, object);
    }
    return text.toString();
  }

  /** What came of something that worked. */
  static String done(Map<String, ?> object) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ok", true);
    all.putAll(object);
    return of(all);
  }

  /** What came of something that did not. */
  public static String failed(FailedException failure) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ok", false);
    all.put("reason", failure.code().word());
    all.put("exit", failure.code().number());
    all.put("message", failure.getMessage());
    if (failure instanceof RefusedException refused) {
      all.put("server", refused.said());
    }
    return of(all);
  }

  private static void write(JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeName(entry.getKey().toString());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      list.forEach(one -> write(json, one));
      json.writeEndArray();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }
}
