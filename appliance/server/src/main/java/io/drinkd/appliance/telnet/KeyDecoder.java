package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes from a terminal to keys. Sequences of keys that mean nothing here, such as arrows, are
 * passed over as a whole; so are bytes that are no UTF-8. Holds the state of one connection,
 * because any of them may be split anywhere.
 */
final class KeyDecoder {

  static final int CONTROL_C = 3;

  private static final int CONTROL_D = 4;
  private static final int BACKSPACE = 8;
  static final int CONTROL_U = 21;
  private static final int CONTROL_W = 23;
  private static final int ESCAPE = 27;
  private static final int DELETE = 127;

  /** No terminal sends a longer one. */
  private static final int SEQUENCE_MAX = 32;

  private final Listener listener;
  private final byte[] character = new byte[4];
  private int characterLength;
  private int characterNeeds;
  private State state = State.PLAIN;
  private int sequenceLength;
  private boolean afterReturn;

  private enum State {
    PLAIN,
    /** After ESC. */
    ESCAPED,
    /** After ESC [. */
    SEQUENCE,
    /** One more byte is passed over. */
    LAST
  }

  /** Keys that do something. */
  enum Key {
    ENTER,
    ERASE,
    ERASE_WORD,
    ERASE_LINE,
    INTERRUPT,
    END
  }

  /** Gets the keys. */
  interface Listener {

    /** A character that can be seen, or a blank. */
    void typed(int character);

    void pressed(Key key);
  }

  KeyDecoder(Listener listener) {
    this.listener = listener;
  }

  /**
   * The next byte.
   *
   * @param octet from 0 to 255
   */
  void accept(int octet) {
    if (octet < ' ' || octet == DELETE) {
      characterNeeds = 0;
      control(octet);
      return;
    }
    afterReturn = false;
    switch (state) {
      case PLAIN -> character(octet);
      case ESCAPED -> {
        sequenceLength = 0;
        state = octet == '[' ? State.SEQUENCE : octet == 'O' ? State.LAST : State.PLAIN;
      }
      case SEQUENCE -> sequence(octet);
      case LAST -> state = State.PLAIN;
    }
  }

  private void control(int octet) {
    boolean isSecond = afterReturn && (octet == '\n' || octet == 0);
    afterReturn = octet == '\r';
    state = octet == ESCAPE ? State.ESCAPED : State.PLAIN;
    if (isSecond) {
      return;
    }
    switch (octet) {
      case '\r', '\n' -> listener.pressed(Key.ENTER);
      case BACKSPACE, DELETE -> listener.pressed(Key.ERASE);
      case CONTROL_W -> listener.pressed(Key.ERASE_WORD);
      case CONTROL_U -> listener.pressed(Key.ERASE_LINE);
      case CONTROL_C -> listener.pressed(Key.INTERRUPT);
      case CONTROL_D -> listener.pressed(Key.END);
      default -> {
        // Means nothing here.
      }
    }
  }

  private void sequence(int octet) {
    sequenceLength++;
    if (octet == '[' && sequenceLength == 1) {
      // The function keys of the Linux console are ESC [ [ and a letter.
      state = State.LAST;
    } else if (octet >= '@' || sequenceLength > SEQUENCE_MAX) {
      state = State.PLAIN;
    }
  }

  private void character(int octet) {
    if (octet < 0x80) {
      characterNeeds = 0;
      listener.typed(octet);
    } else if (octet >= 0xc0) {
      character[0] = (byte) octet;
      characterLength = 1;
      characterNeeds = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
    } else if (characterNeeds > 0) {
      character[characterLength++] = (byte) octet;
      if (characterLength == characterNeeds) {
        characterNeeds = 0;
        wholeCharacter();
      }
    }
  }

  private void wholeCharacter() {
    String text = new String(Arrays.copyOf(character, characterLength), StandardCharsets.UTF_8);
    int typed = text.codePointAt(0);
    boolean isOne = text.codePointCount(0, text.length()) == 1 && typed != 0xfffd;
    if (isOne && Character.isDefined(typed) && !Printable.hasHidden(text)) {
      listener.typed(typed);
    }
  }
}
