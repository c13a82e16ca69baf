package io.drinkd.client.shell;

import java.util.Optional;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;

/**
 * The prompt: machine and credits as they are now, also while somebody types. Any thread may call.
 */
final class LivePrompt {

  private LineReaderImpl reader;
  private String machine = "drink";
  private String credits = "";
  private boolean connected = true;

  synchronized void showOn(LineReader shown) {
    reader = (LineReaderImpl) shown;
  }

  synchronized String text() {
    String left = credits.isEmpty() ? "" : " " + credits;
    return machine + left + (connected ? "" : " (not connected)") + "> ";
  }

  void machine(Optional<String> id) {
    synchronized (this) {
      machine = id.orElse("drink");
    }
    redraw();
  }

  void credits(String now) {
    synchronized (this) {
      credits = now;
    }
    redraw();
  }

  synchronized boolean hasNoCredits() {
    return credits.isEmpty();
  }

  void connected(boolean now) {
    synchronized (this) {
      connected = now;
    }
    redraw();
  }

  /** Shows a line above what is being typed. */
  void say(String line) {
    reader.printAbove(line);
  }

  /** The same, unless a command runs, which says itself what it meets with. */
  void sayWhileTyping(String line) {
    if (reader.isReading()) {
      say(line);
    }
  }

  /** Not with the lock of this, which the reader's thread may wait for while it has its own. */
  private void redraw() {
    reader.setPrompt(text());
    if (reader.isReading()) {
      try {
        reader.callWidget(LineReader.REDISPLAY);
      } catch (IllegalStateException e) {
        // The line was finished meanwhile; the next prompt shows it.
        return;
      }
    }
  }
}
