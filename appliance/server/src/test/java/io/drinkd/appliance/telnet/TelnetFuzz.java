package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What must hold for any bytes whatever that a client of telnet sends; {@code scripts/fuzz} looks
 * for bytes for which it does not. Beside not throwing: no message of the client leads to more than
 * one of ours, an end like ours does not answer what we answer for ever, and no key steers a
 * terminal.
 */
public final class TelnetFuzz {

  /** Each round has at least one answer, of which there are not so many. */
  private static final int ROUNDS_MAX = 200;

  private TelnetFuzz() {}

  /** One try. */
  public static void fuzzerTestOneInput(byte[] input) {
    negotiate(input);
    KeyDecoder keys =
        new KeyDecoder(
            new KeyDecoder.Listener() {
              private final TypedLine line = new TypedLine();

              @Override
              public void typed(int character) {
                require(!Printable.hasHidden(Character.toString(character)), "a hidden character");
                line.add(character);
                require(line.toString().length() <= 2 * TypedLine.LENGTH_MAX, "a long line");
              }

              @Override
              public void pressed(KeyDecoder.Key key) {
                switch (key) {
                  case ERASE -> line.erase();
                  case ERASE_WORD -> line.eraseWord();
                  case ERASE_LINE -> line.eraseAll();
                  default -> line.take();
                }
              }
            });
    for (byte octet : input) {
      keys.accept(octet & 0xff);
    }
  }

  /** The answers to the input go to an end like ours, its answers to ours, and so on. */
  private static void negotiate(byte[] input) {
    TelnetOptions one = new TelnetOptions();
    TelnetOptions other = new TelnetOptions();
    byte[] said = answers(one, input);
    require(said.length <= input.length, "more was answered than came");
    for (int round = 0; round < ROUNDS_MAX && said.length > 0; round++) {
      said = answers(other, said);
      said = answers(one, said);
    }
    require(said.length == 0, "no end of answers");
  }

  private static byte[] answers(TelnetOptions options, byte[] input) {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    decode(
        input,
        new Found() {
          @Override
          public void option(int verb, int option) {
            answers.writeBytes(options.received(verb, option));
          }
        });
    return answers.toByteArray();
  }

  /** What the decoder finds in bytes, in words. */
  static List<String> found(byte[] input) {
    List<String> found = new ArrayList<>();
    decode(
        input,
        new Found() {
          @Override
          public void data(int octet) {
            found.add("data " + new String(new byte[] {(byte) octet}, StandardCharsets.ISO_8859_1));
          }

          @Override
          public void command(int command) {
            found.add("command " + command);
          }

          @Override
          public void option(int verb, int option) {
            found.add(verb + " " + option);
          }

          @Override
          public void subnegotiation(int option, byte[] bytes) {
            found.add("subnegotiation " + option + " " + Arrays.toString(bytes));
          }
        });
    return found;
  }

  private static void decode(byte[] input, TelnetDecoder.Listener listener) {
    TelnetDecoder decoder = new TelnetDecoder(listener);
    for (byte octet : input) {
      decoder.accept(octet & 0xff);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Passes over what is found. */
  private static class Found implements TelnetDecoder.Listener {

    @Override
    public void data(int octet) {
      // Nothing is done with it.
    }

    @Override
    public void command(int command) {
      // Nothing is done with it.
    }

    @Override
    public void option(int verb, int option) {
      // Nothing is done with it.
    }

    @Override
    public void subnegotiation(int option, byte[] bytes) {
      require(bytes.length <= 16, "a long subnegotiation");
    }
  }
}
