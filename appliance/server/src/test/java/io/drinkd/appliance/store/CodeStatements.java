package io.drinkd.appliance.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SQL statements of the shipped code, found in its classes: the compiler joins what is
 * constant, and only constant texts are statements. A text that is put together at run time is
 * found as its first part, which nothing can prepare.
 */
final class CodeStatements {

  private static final Path CLASSES = Path.of("target/classes/io/drinkd/appliance");

  private static final Pattern STATEMENT =
      Pattern.compile("(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH) .*", Pattern.DOTALL);

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private CodeStatements() {}

  /** Each with the class in which it stands; those of one home alone are left out. */
  static Map<String, String> all() throws IOException {
    Map<String, String> statements = new TreeMap<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = CLASSES.relativize(file).toString();
        boolean ofOneHome = name.startsWith("store/sqlite/") || name.startsWith("store/postgres/");
        if (!ofOneHome && !name.startsWith("reading/")) {
          addTo(statements, file, name);
        }
      }
    }
    return statements;
  }

  /** Reads the constants of a class, see the Java Virtual Machine Specification, 4.4. */
  private static void addTo(Map<String, String> statements, Path file, String name)
      throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        if (tag == UTF8) {
          String text = in.readUTF();
          if (STATEMENT.matcher(text).matches()) {
            statements.put(text, name);
          }
        } else {
          in.skipNBytes(length(tag));
          i += tag == LONG || tag == DOUBLE ? 1 : 0;
        }
      }
    }
  }

  private static int length(int tag) {
    return switch (tag) {
      case LONG, DOUBLE -> 8;
      case 15 -> 3;
      case 7, 8, 16, 19, 20 -> 2;
      default -> 4;
    };
  }
}
