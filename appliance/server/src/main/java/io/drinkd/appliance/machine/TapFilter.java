package io.drinkd.appliance.machine;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;

/**
 * Shows the bytes of one session to its machine's {@link LinkTap}. What a board that logs in sends
 * before its login is not shown, for it may be any password; after that the board's own is masked,
 * even if it arrives in pieces.
 */
final class TapFilter extends IoFilterAdapter {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private final LinkTap tap;
  private final SecretMask password;
  private final BooleanSupplier loggedIn;

  /** The end of what was received that may be the beginning of the password. */
  private String heldBack = "";

  TapFilter(LinkTap tap, SecretMask password, BooleanSupplier loggedIn) {
    this.tap = tap;
    this.password = password;
    this.loggedIn = loggedIn;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (message instanceof IoBuffer buffer) {
      received(text(buffer));
    }
    next.messageReceived(session, message);
  }

  private void received(String text) {
    if (!loggedIn.getAsBoolean()) {
      tap.publish("< (" + text.length() + " bytes before the login are not shown)");
      return;
    }
    String masked = password.mask(heldBack + text);
    int withheld = password.beginsIn(masked);
    heldBack = masked.substring(masked.length() - withheld);
    String certain = masked.substring(0, masked.length() - withheld);
    if (!certain.isEmpty()) {
      tap.publish("<" + shown(certain));
    }
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
    if (request.getMessage() instanceof IoBuffer buffer) {
      tap.publish(">" + shown(password.mask(text(buffer))));
    }
    next.filterWrite(session, request);
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    tap.publish("= link closed");
    next.sessionClosed(session);
  }

  private static String text(IoBuffer buffer) {
    IoBuffer copy = buffer.duplicate();
    byte[] bytes = new byte[copy.remaining()];
    copy.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * As in a transcript, a text or hex digits: what has fewer characters than other bytes is a
   * frame, and a manual spells it in hex.
   */
  private static String shown(String text) {
    int others = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isPrintable(c) && c != '\n' && c != '\r') {
        others++;
      }
    }
    return 2 * others > text.length() && !text.contains(SecretMask.MASK)
        ? "x " + HEX.formatHex(text.getBytes(StandardCharsets.ISO_8859_1))
        : " " + printable(text);
  }

  private static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        shown.append("\\n");
      } else if (c == '\r') {
        shown.append("\\r");
      } else if (isPrintable(c)) {
        shown.append(c);
      } else {
        shown.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      }
    }
    return shown.toString();
  }
}
