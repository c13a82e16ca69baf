package io.drinkd.appliance.control.output;

import io.drinkd.appliance.control.output.Table.Field;
import io.drinkd.appliance.control.output.Table.Nested;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Prints one JSON document: an array for a list, an object for anything else. */
public final class JsonOutput implements Output {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final PrintWriter out;

  public JsonOutput(PrintWriter out) {
    this.out = out;
  }

  @Override
  public <R> void list(Table<R> table, Rows<R> rows) {
    document(json -> array(json, table, rows, false));
  }

  @Override
  public <R> void live(Table<R> table, Rows<R> rows) {
    document(json -> array(json, table, rows, true));
  }

  @Override
  public <R> void one(Table<R> table, R row) {
    document(json -> object(json, table, row));
  }

  @Override
  public void done(String sentence, Object... pairs) {
    document(
        json -> {
          json.writeStartObject();
          for (int i = 0; i < pairs.length; i += 2) {
            json.writeName((String) pairs[i]);
            value(json, pairs[i + 1]);
          }
          json.writeEndObject();
        });
  }

  @Override
  public <R> void done(String sentence, Table<R> table, R row) {
    one(table, row);
  }

  private interface Document {
    void write(JsonGenerator json);
  }

  private void document(Document document) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      document.write(json);
    }
    out.println();
  }

  private <R> void array(JsonGenerator json, Table<R> table, Rows<R> rows, boolean live) {
    json.writeStartArray();
    rows.forEach(
        row -> {
          object(json, table, row);
          if (live) {
            json.flush();
          }
        });
    json.writeEndArray();
  }

  private static <R> void object(JsonGenerator json, Table<R> table, R row) {
    json.writeStartObject();
    for (Field<R> field : table.forPrograms()) {
      json.writeName(field.name());
      value(json, field.value().apply(row));
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Object given) {
    Object value = Cell.value(given);
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Instant instant) {
      json.writeString(Times.exact(instant));
    } else if (value instanceof Nested<?> nested) {
      nested(json, nested);
    } else if (value instanceof Collection<?> many) {
      json.writeStartArray();
      many.forEach(one -> value(json, one));
      json.writeEndArray();
    } else {
      json.writeString(Cell.word(value));
    }
  }

  private static <R> void nested(JsonGenerator json, Nested<R> nested) {
    json.writeStartArray();
    nested.rows().forEach(row -> object(json, nested.table(), row));
    json.writeEndArray();
  }
}
