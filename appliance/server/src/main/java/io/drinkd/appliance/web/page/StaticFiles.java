package io.drinkd.appliance.web.page;

import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The files that pages load: style, script, icon. Each has a hash of its bytes in its name, so
 * whoever has it may keep it for ever, and another one has another name. In memory; immutable.
 */
public final class StaticFiles {

  /** What stands before the name of each of them in its address. */
  static final String FOLDER = "/files/";

  private static final Map<String, String> TYPES =
      Map.of(
          "drinkd.css", "text/css; charset=utf-8",
          "drinkd.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");
  private static final int HASH_DIGITS = 16;

  private final Map<String, Content> byName = new HashMap<>();
  private final Map<String, String> paths = new HashMap<>();

  StaticFiles() {
    TYPES.forEach(this::add);
  }

  private void add(String name, String type) {
    byte[] bytes = read(name);
    int dot = name.lastIndexOf('.');
    String hashed = name.substring(0, dot) + "." + hash(bytes) + name.substring(dot);
    byName.put(hashed, Content.of(type, bytes));
    paths.put(name, FOLDER + hashed);
  }

  private static byte[] read(String name) {
    try (InputStream stream = StaticFiles.class.getResourceAsStream("files/" + name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the pages cannot be read", e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The address of a file, for a page that loads it.
   *
   * @param name as in the folder, such as {@code drinkd.css}
   * @throws IllegalArgumentException if there is none
   */
  public String path(String name) {
    String path = paths.get(name);
    if (path == null) {
      throw new IllegalArgumentException("no file " + name);
    }
    return path;
  }

  /** The file of that name with its hash; empty if there is none. */
  Optional<Reply> reply(String hashed) {
    return Optional.ofNullable(byName.get(hashed)).map(file -> Reply.of(file).immutable());
  }
}
