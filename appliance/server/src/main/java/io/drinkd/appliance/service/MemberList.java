package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.member.ImportFault;
import io.drinkd.appliance.member.MemberImport.Line;
import io.drinkd.appliance.member.MemberImport.Mistake;
import io.drinkd.appliance.member.NewMember;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A list of members to be added, as comma-separated values (RFC 4180) with a header that names its
 * columns in any order. What is no value of its column is found here; whether there can be such a
 * member is another question.
 *
 * @param lines those that have a value for each column; in place of one that does not belong there
 *     stands what is meant if there is none, so that the others can be looked at
 * @param mistakes of all lines
 */
record MemberList(List<Line> lines, List<Mistake> mistakes) {

  /** The most members of a list. */
  static final int MEMBERS_MAX = 10_000;

  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final Pattern BLANKS = Pattern.compile(" +");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * The values of one line.
   *
   * @param mistakes gets what is wrong with one of them
   */
  private record Values(Map<Column, String> texts, Consumer<Said<ImportFault>> mistakes) {

    private String text(Column column) {
      return texts.getOrDefault(column, "");
    }

    private Optional<String> textIfAny(Column column) {
      return Optional.of(text(column)).filter(text -> !text.isEmpty());
    }

    private boolean flag(Column column) {
      String text = text(column);
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "yes", "true", "1" -> true;
        case "", "no", "false", "0" -> false;
        default -> {
          mistakes.accept(Said.of(ImportFault.NO_FLAG, column.title(), text));
          yield false;
        }
      };
    }

    private OptionalLong number(Column column) {
      String text = text(column);
      if (!text.isEmpty() && !NUMBER.matcher(text).matches()) {
        mistakes.accept(Said.of(ImportFault.NO_NUMBER, column.title(), text));
        return OptionalLong.empty();
      }
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
  }

  private enum Column {
    /** Must be there. */
    NAME,
    /** Empty: 0. */
    CREDITS,
    /** {@code yes} or {@code no}; empty: no. */
    ADMIN,
    /** Ids of iButtons or cards, with blanks between. */
    CARD,
    /** Empty: the house's usual one. */
    FLOOR,
    /** Empty: none, until somebody sets one. */
    PASSWORD;

    String title() {
      return name().toLowerCase(Locale.ROOT);
    }

    static String titles() {
      return Arrays.stream(values()).map(Column::title).collect(Collectors.joining(", "));
    }
  }

  /** The list is none, or its header is none. */
  private static final class WrongHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Said<ImportFault> fault;

    WrongHeaderException(ImportFault fault, Object... values) {
      super(fault.word());
      this.fault = Said.of(fault, values);
    }
  }

  /** Reads a list; a mistake in its header is its only one. */
  static MemberList read(String csv) {
    String text = csv.startsWith(BYTE_ORDER_MARK) ? csv.substring(1) : csv;
    MemberList list = new MemberList(new ArrayList<>(), new ArrayList<>());
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      list.readAll(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory could not be read", e);
    }
    return list;
  }

  private void readAll(CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    int last = 0;
    try {
      List<Column> columns = records.hasNext() ? columns(records.next()) : columns();
      last = lineNumber(parser);
      while (records.hasNext() && isBounded(last)) {
        CSVRecord found = records.next();
        last = lineNumber(parser);
        if (!isEmpty(found)) {
          read(last, found, columns);
        }
      }
      if (lines.isEmpty() && mistakes.isEmpty()) {
        throw new WrongHeaderException(ImportFault.NO_MEMBERS);
      }
    } catch (WrongHeaderException e) {
      mistakes.add(new Mistake(1, e.fault, Optional.empty()));
    } catch (UncheckedIOException e) {
      mistakes.add(Mistake.of(last + 1, ImportFault.QUOTES));
    }
  }

  /** Whether there may be more; if not, the line behind the last is a mistake. */
  private boolean isBounded(int last) {
    boolean bounded = lines.size() + mistakes.size() < MEMBERS_MAX;
    if (!bounded) {
      mistakes.add(Mistake.of(last + 1, ImportFault.TOO_MANY, MEMBERS_MAX));
    }
    return bounded;
  }

  private static int lineNumber(CSVParser parser) {
    return Math.toIntExact(parser.getCurrentLineNumber());
  }

  private static boolean isEmpty(CSVRecord line) {
    return line.size() == 1 && line.get(0).isEmpty();
  }

  private static List<Column> columns() throws WrongHeaderException {
    throw new WrongHeaderException(ImportFault.NO_HEADER, Column.titles());
  }

  private static List<Column> columns(CSVRecord header) throws WrongHeaderException {
    if (header.size() == 1 && header.get(0).contains(";")) {
      throw new WrongHeaderException(ImportFault.SEMICOLONS);
    }
    List<Column> columns = new ArrayList<>();
    for (String title : header) {
      Optional<Column> column =
          Arrays.stream(Column.values())
              .filter(one -> one.title().equalsIgnoreCase(title))
              .findAny();
      if (column.isEmpty() || columns.contains(column.get())) {
        throw new WrongHeaderException(ImportFault.COLUMN, title, Column.titles());
      }
      columns.add(column.get());
    }
    if (!columns.contains(Column.NAME)) {
      throw new WrongHeaderException(ImportFault.NO_NAMES);
    }
    return columns;
  }

  private void read(int number, CSVRecord found, List<Column> columns) {
    Consumer<Said<ImportFault>> mistake =
        fault -> mistakes.add(new Mistake(number, fault, Optional.empty()));
    if (found.size() != columns.size()) {
      mistake.accept(Said.of(ImportFault.VALUES, found.size(), columns.size()));
    } else {
      Map<Column, String> texts = new EnumMap<>(Column.class);
      for (int i = 0; i < columns.size(); i++) {
        texts.put(columns.get(i), found.get(i));
      }
      lines.add(line(number, new Values(texts, mistake)));
    }
  }

  private static Line line(int number, Values values) {
    NewMember member =
        new NewMember(
            values.text(Column.NAME),
            values.textIfAny(Column.PASSWORD),
            values.flag(Column.ADMIN),
            values.number(Column.CREDITS).orElse(0),
            BLANKS.splitAsStream(values.text(Column.CARD)).filter(id -> !id.isEmpty()).toList());
    return new Line(number, member, values.number(Column.FLOOR));
  }
}
