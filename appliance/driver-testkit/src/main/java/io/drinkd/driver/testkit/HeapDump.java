package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a heap dump of Java's (HPROF 1.0.2) says of objects and what they reference. */
final class HeapDump {

  private static final int STRING = 0x01;
  private static final int LOAD_CLASS = 0x02;
  private static final int DUMP = 0x0c;
  private static final int DUMP_SEGMENT = 0x1c;

  private static final int CLASS = 0x20;
  private static final int INSTANCE = 0x21;
  private static final int OBJECTS = 0x22;
  private static final int NUMBERS = 0x23;

  /** The type of a field that references something, and of the bytes of a text. */
  private static final int REFERENCE = 2;

  private static final int BYTE = 8;

  /** What follows the id of a root, in four bytes each; by the kind of root. */
  private static final Map<Integer, Integer> WORDS_OF_ROOT =
      Map.of(0xff, 0, 2, 2, 3, 2, 4, 1, 5, 0, 6, 1, 7, 0, 8, 2);

  private static final int ROOT_GLOBAL = 1;

  /** A local variable of a thread. */
  static final int ROOT_FRAME = 3;

  static final int ROOT_THREAD = 8;

  private final ByteBuffer bytes;
  private final int idSize;
  private final Map<Long, String> strings = new HashMap<>();
  private final Map<Long, String> classNames = new HashMap<>();
  private final Map<Long, Type> types = new HashMap<>();
  private final Map<Long, Integer> objects = new HashMap<>();
  private final Map<Long, Integer> roots = new LinkedHashMap<>();

  /**
   * A field of objects, or a static one of a class.
   *
   * @param value what a static one references
   */
  record Field(String name, int type, long value) {}

  /** A class: its loader, what its static fields reference, and the fields of its objects. */
  record Type(String name, long parent, long loader, List<Field> statics, List<Field> fields) {}

  /** That of an object, and how it references another one. */
  record Reference(String how, long to) {}

  private HeapDump(ByteBuffer bytes) {
    this.bytes = bytes;
    while (bytes.get() != 0) {
      // The name of the format.
    }
    this.idSize = bytes.getInt();
    bytes.getLong();
  }

  /**
   * @throws IOException if it cannot be read, or is too large for that
   */
  static HeapDump read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IOException("a heap dump of " + channel.size() + " bytes");
      }
      HeapDump dump = new HeapDump(channel.map(MapMode.READ_ONLY, 0, channel.size()));
      dump.readRecords();
      return dump;
    }
  }

  private void readRecords() {
    while (bytes.hasRemaining()) {
      int tag = bytes.get();
      bytes.getInt();
      int end = bytes.getInt() + bytes.position();
      if (tag == STRING) {
        long id = id();
        byte[] text = new byte[end - bytes.position()];
        bytes.get(text);
        strings.put(id, new String(text, StandardCharsets.UTF_8));
      } else if (tag == LOAD_CLASS) {
        bytes.getInt();
        long type = id();
        bytes.getInt();
        classNames.put(type, strings.getOrDefault(id(), "?").replace('/', '.'));
      } else if (tag == DUMP || tag == DUMP_SEGMENT) {
        while (bytes.position() < end) {
          readObject();
        }
      }
      bytes.position(end);
    }
  }

  private long id() {
    return idSize == Long.BYTES ? bytes.getLong() : bytes.getInt() & 0xffffffffL;
  }

  private void skip(int count) {
    bytes.position(bytes.position() + count);
  }

  private void readObject() {
    int start = bytes.position();
    int tag = bytes.get() & 0xff;
    long id = id();
    switch (tag) {
      case CLASS -> types.put(id, type(id));
      case INSTANCE -> {
        objects.put(id, start);
        skip(Integer.BYTES + idSize);
        skip(bytes.getInt());
      }
      case OBJECTS -> {
        objects.put(id, start);
        skip(Integer.BYTES);
        int length = bytes.getInt();
        skip(idSize * (length + 1));
      }
      case NUMBERS -> {
        objects.put(id, start);
        skip(Integer.BYTES);
        int length = bytes.getInt();
        skip(length * size(bytes.get()));
      }
      default -> {
        roots.merge(id, tag, (first, second) -> second == ROOT_THREAD ? second : first);
        skip(tag == ROOT_GLOBAL ? idSize : Integer.BYTES * WORDS_OF_ROOT.get(tag));
      }
    }
  }

  private int size(int type) {
    return switch (type) {
      case REFERENCE -> idSize;
      case 4, BYTE -> 1;
      case 5, 9 -> 2;
      case 6, 10 -> 4;
      default -> 8;
    };
  }

  private Type type(long id) {
    skip(Integer.BYTES);
    final long parent = id();
    final long loader = id();
    skip(4 * idSize + Integer.BYTES);
    for (int i = bytes.getShort(); i > 0; i--) {
      skip(Short.BYTES);
      skip(size(bytes.get()));
    }
    List<Field> statics = new ArrayList<>();
    for (int i = bytes.getShort(); i > 0; i--) {
      String name = strings.get(id());
      int type = bytes.get();
      if (type == REFERENCE) {
        statics.add(new Field(name, type, id()));
      } else {
        skip(size(type));
      }
    }
    List<Field> fields = new ArrayList<>();
    for (int i = bytes.getShort(); i > 0; i--) {
      String name = strings.get(id());
      fields.add(new Field(name, bytes.get(), 0));
    }
    return new Type(classNames.getOrDefault(id, "?"), parent, loader, statics, fields);
  }

  /** What holds objects for itself, and its kind. */
  Map<Long, Integer> roots() {
    return roots;
  }

  /** The class itself, if it is one. */
  Type asClass(long id) {
    return types.get(id);
  }

  /** The class of an object; null of an array, and of a class. */
  Type classOf(long id) {
    Integer start = objects.get(id);
    return start == null || bytes.get(start) != INSTANCE ? null : types.get(classId(start));
  }

  private long classId(int start) {
    bytes.position(start + 1 + idSize + Integer.BYTES);
    return id();
  }

  /** The objects of a class of that name. */
  List<Long> named(String name) {
    List<Long> found = new ArrayList<>();
    objects.forEach(
        (id, start) -> {
          Type type = classOf(id);
          if (type != null && type.name().equals(name)) {
            found.add(id);
          }
        });
    return found;
  }

  /** What an object or a class references strongly. */
  List<Reference> references(long id) {
    List<Reference> all = new ArrayList<>();
    Type type = types.get(id);
    Integer start = objects.get(id);
    if (type != null) {
      all.add(new Reference("its class loader", type.loader()));
      all.add(new Reference("its superclass", type.parent()));
      type.statics().forEach(field -> all.add(new Reference(field.name(), field.value())));
    } else if (start != null && bytes.get(start) == INSTANCE) {
      long of = classId(start);
      all.add(new Reference("its class", of));
      skip(Integer.BYTES);
      fields(of, all);
    } else if (start != null && bytes.get(start) == OBJECTS) {
      bytes.position(start + 1 + idSize + Integer.BYTES);
      int length = bytes.getInt();
      skip(idSize);
      for (int i = 0; i < length; i++) {
        all.add(new Reference("[" + i + "]", id()));
      }
    }
    return all;
  }

  /** What a soft or weak reference refers to is not held by it. */
  private void fields(long of, List<Reference> all) {
    for (Type type = types.get(of); type != null; type = types.get(type.parent())) {
      for (Field field : type.fields()) {
        if (field.type() != REFERENCE) {
          skip(size(field.type()));
        } else if (type.name().equals("java.lang.ref.Reference")
            && field.name().equals("referent")) {
          id();
        } else {
          all.add(new Reference(field.name(), id()));
        }
      }
    }
  }

  /** A number in a field of an object; 0 if it has none of that name. */
  long number(long object, String name) {
    Integer start = objects.get(object);
    long of = classId(start);
    skip(Integer.BYTES);
    for (Type type = types.get(of); type != null; type = types.get(type.parent())) {
      for (Field field : type.fields()) {
        if (field.name().equals(name) && size(field.type()) == Long.BYTES) {
          return bytes.getLong();
        }
        skip(size(field.type()));
      }
    }
    return 0;
  }

  /** What an object references in a field of that name; 0 for nothing. */
  long field(long object, String name) {
    return references(object).stream()
        .filter(one -> one.how().equals(name))
        .findFirst()
        .map(Reference::to)
        .orElse(0L);
  }

  /** The text of a string of ASCII alone; empty of anything else. */
  String text(long string) {
    Integer start = objects.get(field(string, "value"));
    if (start == null || bytes.get(start) != NUMBERS) {
      return "";
    }
    bytes.position(start + 1 + idSize + Integer.BYTES);
    byte[] text = new byte[bytes.getInt()];
    if (bytes.get() != BYTE) {
      return "";
    }
    bytes.get(text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
