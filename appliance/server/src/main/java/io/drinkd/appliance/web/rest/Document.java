package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document that describes all calls, as it is served. */
final class Document {

  static final Reply REPLY = Reply.of(Content.of("application/yaml; charset=utf-8", read()));

  private Document() {}

  static byte[] read() {
    try (InputStream in = Document.class.getResourceAsStream("openapi.yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of drinkd itself cannot be read", e);
    }
  }
}
