package io.drinkd.appliance.net;

import java.util.Optional;

/** Makes a protocol's messages of lines. Has no state: all connections of a listener share it. */
public interface LineParser {

  /**
   * What the bytes from {@code from} to {@code to} mean; the line's end is not among them. They are
   * at most {@link LineDecoder#LONGEST_LINE} and change after the call.
   *
   * @return the message for the protocol's filters; empty if the line is to be ignored
   */
  Optional<?> parse(byte[] bytes, int from, int to);

  /**
   * The message in place of a line that is too long.
   *
   * @param bytes the line begins with those from {@code from} to {@code to}, which change after the
   *     call
   */
  Object tooLong(byte[] bytes, int from, int to);
}
