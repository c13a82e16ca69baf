package io.drinkd.appliance.control.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The fields of a result, in their order: columns where it is a list, lines where it is one thing,
 * members of an object in JSON. The names are the same in all of them: lower case, words joined by
 * a hyphen.
 *
 * <p>A value is a text, a number, a truth value, an instant, a date, an enum, a list of texts, a
 * {@link Nested} table, or an {@link java.util.Optional} of one of these.
 *
 * @param <R> what a row is made of
 */
public final class Table<R> {

  /**
   * One field.
   *
   * @param column whether it is a column of a list for people
   * @param forPrograms whether it is there in JSON and CSV
   */
  record Field<R>(String name, Function<? super R, ?> value, boolean column, boolean forPrograms) {}

  private final List<Field<R>> fields;

  private Table(List<Field<R>> fields) {
    this.fields = fields;
  }

  /** A table without fields. */
  public static <R> Table<R> of() {
    return new Table<>(List.of());
  }

  /** The same with one more column. The last one may have long values. */
  public Table<R> column(String name, Function<? super R, ?> value) {
    return with(new Field<>(name, value, true, true));
  }

  /** The same with a field that is too much for a list that people read. */
  public Table<R> detail(String name, Function<? super R, ?> value) {
    return with(new Field<>(name, value, false, true));
  }

  /** The same with a column for people alone, in which they have what programs have elsewhere. */
  public Table<R> forPeople(String name, Function<? super R, ?> value) {
    return with(new Field<>(name, value, true, false));
  }

  private Table<R> with(Field<R> field) {
    List<Field<R>> more = new ArrayList<>(fields);
    more.add(field);
    return new Table<>(List.copyOf(more));
  }

  List<Field<R>> fields() {
    return fields;
  }

  List<Field<R>> forPrograms() {
    return fields.stream().filter(Field::forPrograms).toList();
  }

  List<Field<R>> columns() {
    return fields.stream().filter(Field::column).toList();
  }

  /** Rows of a table that are a value of another one's row. */
  public record Nested<R>(Table<R> table, List<R> rows) {

    /** Copies the rows. */
    public Nested {
      rows = List.copyOf(rows);
    }
  }
}
