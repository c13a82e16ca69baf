package io.drinkd.client.shell;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/** The keyboard while a drop is waited for. */
final class KeysMeanwhile implements AutoCloseable {

  private final Terminal terminal;
  private final Attributes before;
  private final SignalHandler handlerBefore;

  /** Ctrl-C. Noted here, because whoever reads keys takes an interrupt for the end of a read. */
  private volatile boolean left;

  KeysMeanwhile(Terminal terminal) {
    this.terminal = terminal;
    before = terminal.enterRawMode();
    handlerBefore = terminal.handle(Signal.INT, signal -> left = true);
  }

  /** Whether Enter was pressed since this was asked last; Ctrl-C interrupts this thread. */
  boolean enterPressed() {
    if (left) {
      Thread.currentThread().interrupt();
      return false;
    }
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
    terminal.handle(Signal.INT, handlerBefore);
    terminal.setAttributes(before);
  }
}
