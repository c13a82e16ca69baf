package io.drinkd.appliance.web.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Bytes that are answered, and of what type. Its tag, its headers and its compressed form are made
 * once, when they are first wanted: whoever answers the same bytes again keeps it. Never changes;
 * may be used by any number of threads.
 */
public final class Content {

  static final String GZIP = "gzip";

  /** What is smaller gains nothing by it. */
  private static final int COMPRESSED_FROM = 1_024;

  private static final int TAG_BYTES = 12;

  private static final Map<String, HttpField> TYPE_FIELDS = new ConcurrentHashMap<>();
  private static final int TYPE_FIELDS_MAX = 100;

  private static final Set<String> TEXTS =
      Set.of(
          "application/json",
          "application/problem+json",
          "application/merge-patch+json",
          "application/manifest+json",
          "application/yaml",
          "image/svg+xml");

  private final String type;
  private final byte[] bytes;
  private volatile String tag;
  private volatile HttpField tagField;
  private volatile byte[] compressed;
  private volatile HttpFields headers;
  private volatile HttpFields headersCompressed;

  private Content(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /**
   * Content of that type.
   *
   * @param type as the header has it, such as {@code image/svg+xml}
   * @param bytes not to be changed by anybody any more
   */
  public static Content of(String type, byte[] bytes) {
    return new Content(type, bytes);
  }

  /** A text in UTF-8; its type is to say so where that is not clear. */
  public static Content of(String type, String text) {
    return new Content(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A page. */
  public static Content html(String text) {
    return of("text/html; charset=utf-8", text);
  }

  /** JSON, which is in UTF-8 always. */
  public static Content json(byte[] bytes) {
    return of("application/json", bytes);
  }

  String type() {
    return type;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  /** Short, and different for other bytes. */
  String tag() {
    String known = tag;
    if (known == null) {
      byte[] digest = sha256(bytes);
      byte[] start = new byte[TAG_BYTES];
      System.arraycopy(digest, 0, start, 0, TAG_BYTES);
      known = Base64.getUrlEncoder().withoutPadding().encodeToString(start);
      tag = known;
    }
    return known;
  }

  /** The header that says it; made once, as it is sent again with the same bytes. */
  HttpField tagField() {
    HttpField made = tagField;
    if (made == null) {
      made = new PreEncodedHttpField(HttpHeader.ETAG, "W/\"" + tag() + "\"");
      tagField = made;
    }
    return made;
  }

  /**
   * All headers of an answer that is nothing but this, for anybody, who may keep it and asks again
   * each time whether it has changed.
   */
  HttpFields headers(boolean asCompressed) {
    HttpFields known = asCompressed ? headersCompressed : headers;
    if (known != null) {
      return known;
    }
    HttpFields.Mutable fields = HttpFields.build(SecurityHeaders.ALWAYS);
    fields.add(ReplyWriter.CHECKED).add(ReplyWriter.VARY).add(tagField());
    if (!type.isEmpty()) {
      fields.add(typeField());
    }
    if (asCompressed) {
      fields.add(HttpHeader.CONTENT_ENCODING, GZIP);
    }
    fields.add(HttpHeader.CONTENT_LENGTH, asCompressed ? compressed().length : bytes.length);
    HttpFields made = fields.asImmutable();
    if (asCompressed) {
      headersCompressed = made;
    } else {
      headers = made;
    }
    return made;
  }

  HttpField typeField() {
    return TYPE_FIELDS.size() < TYPE_FIELDS_MAX
        ? TYPE_FIELDS.computeIfAbsent(type, Content::typeField)
        : typeField(type);
  }

  private static HttpField typeField(String type) {
    return new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, type);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean isWorthCompressing() {
    return bytes.length >= COMPRESSED_FROM && isText(type);
  }

  /** Whether it is made of text, which becomes much shorter by compressing it. */
  static boolean isText(String type) {
    int end = type.indexOf(';');
    String bare = (end < 0 ? type : type.substring(0, end)).strip();
    return bare.startsWith("text/") || TEXTS.contains(bare);
  }

  /** Its bytes in gzip. */
  byte[] compressed() {
    byte[] known = compressed;
    if (known == null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      } catch (IOException e) {
        throw new IllegalStateException("nothing is written but memory", e);
      }
      known = out.toByteArray();
      compressed = known;
    }
    return known;
  }
}
