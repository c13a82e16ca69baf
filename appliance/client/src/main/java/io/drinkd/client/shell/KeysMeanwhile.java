package io.drinkd.client.shell;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** The keyboard and the last line of the screen while a drop is waited for. */
final class KeysMeanwhile implements AutoCloseable {

  private final Terminal terminal;
  private final Attributes before;

  KeysMeanwhile(Terminal terminal) {
    this.terminal = terminal;
    before = terminal.enterRawMode();
  }

  /** Shows a text in place of the one before. */
  void show(String text) {
    terminal.writer().print("\r" + text + "\u001b[K");
    terminal.writer().flush();
  }

  /** Whether Enter was pressed since this was asked last. */
  boolean enterPressed() {
    try {
      boolean pressed = false;
      for (int key = terminal.reader().read(1); key >= 0; key = terminal.reader().read(1)) {
        pressed |= key == '\r' || key == '\n';
      }
      return pressed;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    terminal.setAttributes(before);
  }
}
