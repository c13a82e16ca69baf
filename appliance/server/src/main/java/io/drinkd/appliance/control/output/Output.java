package io.drinkd.appliance.control.output;

/** Prints what commands have to say. To be used by one thread. */
public interface Output {

  /** A list; it may be empty. */
  <R> void list(Table<R> table, Rows<R> rows);

  /** A list whose rows are shown at once, for whoever watches something happen. */
  <R> void live(Table<R> table, Rows<R> rows);

  /** One thing with all its fields. */
  <R> void one(Table<R> table, R row);

  /**
   * That something was done.
   *
   * @param sentence for people
   * @param pairs for programs: names and values of fields, in turn
   */
  void done(String sentence, Object... pairs);

  /**
   * That something was done, with more to know about it.
   *
   * @param sentence for people; may be several lines
   * @param row for programs
   */
  <R> void done(String sentence, Table<R> table, R row);
}
